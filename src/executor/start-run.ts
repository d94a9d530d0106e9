/** Puts together what a run needs: inventory, variables, templates, connections. */
import { readFile } from 'node:fs/promises'
import pLimit from 'p-limit'
import { type Diagnostic, userError } from '../errors.ts'
import type { EventSink } from '../events.ts'
import type { LoadedInventory } from '../inventory/inventory-files.ts'
import type { Selection } from '../inventory/select-hosts.ts'
import type { Prompt } from '../modules/kit/action.ts'
import { searchPath } from '../playbook/modules/search-path.ts'
import type { Effect } from '../remote/effect.ts'
import type { ExchangeListener } from '../remote/host-shell.ts'
import { openHost } from '../remote/open-host.ts'
import type { TemplatingEnvironment } from '../templating/environment.ts'
import { Templar } from '../templating/templar.ts'
import type { Dict, Value } from '../values.ts'
import type { FactCache } from '../vars/fact-cache.ts'
import { hostvars, ownVariables } from '../vars/hostvars.ts'
import { type Place, Variables } from '../vars/variables.ts'
import { varsFolders } from '../vars/vars-folders.ts'
import { loadYamlFile } from '../yaml/load-file.ts'
import { Connections } from './hosts/connections.ts'
import { inventoryDirectory } from './hosts/inventory-directory.ts'
import type { Run, RunSettings } from './run.ts'
import { Jobs } from './tasks/jobs.ts'
import { StatsBoard } from './tasks/stats.ts'

/** What is made or read before a run starts. */
export interface RunParts {
  readonly settings: RunSettings
  readonly emit: EventSink
  readonly inventory: LoadedInventory
  readonly selection: Selection
  readonly environment: TemplatingEnvironment
  readonly extraVars: Dict
  /** The password to log in, as a variable that any other overrides. */
  readonly commandLine?: Dict | undefined
  /** `ansible_version`, `playbook_dir` and the like. */
  readonly magic: Dict
  readonly merge: boolean
  readonly injectFacts: boolean
  readonly factCache?: FactCache | undefined
  readonly decrypt: ((text: string) => string) | undefined
  /** Told of each key that a mapping has twice; may throw. */
  readonly duplicateKey: (found: Diagnostic) => void
  readonly prompt: (question: Prompt) => Promise<string>
  readonly signal: AbortSignal
}

export const startRun = (parts: RunParts): Run => {
  const { settings, emit, decrypt } = parts
  const hosts = inventoryDirectory(parts.inventory, { selection: parts.selection })
  const environment = { ...parts.environment, hostsMatching: hosts.match }
  const effects = new Map<string, Effect[]>()
  const foreseen = new Map<string, Set<string>>()
  const variables = new Variables({
    inventory: hosts,
    varsFolders: (place) => varsFolders(settings, place),
    extraVars: parts.extraVars,
    commandLine: parts.commandLine,
    merge: parts.merge,
    injectFacts: parts.injectFacts,
    exportsUses: settings.compat === '2.14',
    factCache: parts.factCache,
    options: parts.magic,
    hostvars: ({ play }) => {
      const directory = play?.play.directory
      const own = (inner: Place): Templar =>
        new Templar(environmentFor(environment, { play }), variables.scope({ ...inner, directory }))
      return hostvars(hosts, own, { localhost: settings.compat !== '2.19' })
    },
    vars: (place) => ownVariables(templar(place)),
  })
  const templar = (place: Place): Templar => new Templar(environmentFor(environment, place), variables.scope(place))
  const yaml = { vault: decrypt, warn: parts.duplicateKey }
  return {
    settings,
    emit,
    variables,
    hosts,
    connections: new Connections((how, name) =>
      openHost(how, { onExchange: settings.detail > 2 ? exchangeLog(emit, name) : undefined }),
    ),
    stats: new StatsBoard(),
    // A task that alone is in check mode plans nothing that others should see.
    effects: (host) => (settings.check ? (effects.get(host) ?? added(effects, host, [])) : []),
    foreseen: (host) => foreseen.get(host) ?? added(foreseen, host, new Set<string>()),
    jobs: new Jobs(),
    templar,
    prompt: parts.prompt,
    signal: parts.signal,
    alone: pLimit(1),
    limit: pLimit(settings.forks),
    loadSync: (path) => loadYamlFile(path, yaml),
    loadFile: (path) => loadWithOrigin(path, (file) => loadYamlFile(file, yaml)),
    readFile: (path, decrypted) => readBytes(path, decrypted ? (decrypt ?? withoutSecret(path)) : undefined),
  }
}

const added = <K, V>(map: Map<K, V>, key: K, value: V): V => {
  map.set(key, value)
  return value
}

/** Files that a task's templates name are looked for in its role first. */
const environmentFor = (environment: TemplatingEnvironment, { task, play }: Place): TemplatingEnvironment => {
  const basedir = play?.play.directory ?? environment.basedir
  if (!task) return { ...environment, basedir, searchPath: [basedir] }
  return { ...environment, basedir, searchPath: searchPath(task, basedir) }
}

const vaultHeader = '$ANSIBLE_VAULT;'

const withoutSecret = (path: string) => (): never => {
  throw userError(`A vault password or secret must be specified to decrypt ${path}`)
}

const readBytes = async (path: string, decrypt: RunParts['decrypt']): Promise<Buffer> => {
  const content = await readFile(path)
  if (!decrypt || content.subarray(0, vaultHeader.length).toString('latin1') !== vaultHeader) return content
  return Buffer.from(decrypt(content.toString('utf8')), 'utf8')
}

const loadWithOrigin = async (
  path: string,
  load: (path: string) => Value,
): Promise<{ data: Value; encrypted: boolean }> => {
  const head = await readFile(path)
  return { data: load(path), encrypted: head.subarray(0, vaultHeader.length).toString('latin1') === vaultHeader }
}

const exchangeLog =
  (emit: EventSink, host: string): ExchangeListener =>
  ({ user, steps, bytesSent, bytesReceived, milliseconds }) =>
    emit({
      type: 'notice',
      level: 'verbose',
      verbosity: 3,
      host,
      message: `EXEC ${steps} ${steps === 1 ? 'script' : 'scripts'}${user ? ` as ${user}` : ''}, ${bytesSent} bytes there, ${bytesReceived} back, ${milliseconds.toFixed(1)} ms`,
    })
