import { setTimeout as sleep } from 'node:timers/promises'
import { stat } from '../remote/queries/stat.ts'
import { type Dict, dict, Tuple, type Value } from '../values.ts'
import { type ActionContext, defineAction } from './kit/action.ts'
import { ModuleFailure } from './kit/change.ts'
import { choice, int, list, path, str } from './kit/option.ts'
import { pathInfo } from './shared/file-attributes.ts'
import { type Probe, probe, type Sighting } from './shared/wait-probes.ts'

const connectionStates = ['ESTABLISHED', 'FIN_WAIT1', 'FIN_WAIT2', 'SYN_RECV', 'SYN_SENT', 'TIME_WAIT'] as const

interface Options {
  readonly host: string
  readonly timeout: number
  readonly connect_timeout: number
  readonly delay: number
  readonly port: number | undefined
  readonly active_connection_states: readonly string[]
  readonly path: string | undefined
  readonly search_regex: string | undefined
  readonly state: 'absent' | 'drained' | 'present' | 'started' | 'stopped'
  readonly exclude_hosts: readonly string[] | undefined
  readonly sleep: number
  readonly msg: string | undefined
}

/** Waits until a port, a file or a text in it is there, or gone. */
export default defineAction({
  name: 'wait_for',
  summary: 'Wait until a port is open, a file exists or holds a text; or until it is gone.',
  options: {
    host: str({ default: '127.0.0.1', help: 'The name or address to connect to, seen from the host.' }),
    timeout: int({ default: 300, help: 'Seconds to wait at most.' }),
    connect_timeout: int({ default: 5, help: 'Seconds to wait for one connection.' }),
    delay: int({ default: 0, help: 'Seconds to wait before the first look.' }),
    port: int({ help: 'The TCP port to look at.' }),
    active_connection_states: list(str(), {
      default: [...connectionStates],
      help: 'What counts as a connection for `drained`.',
    }),
    path: path({ help: 'The file to look at.' }),
    search_regex: str({ help: 'What must be found in the file, or in what the port sends.' }),
    state: choice(['absent', 'drained', 'present', 'started', 'stopped'], {
      default: 'started',
      help: 'What to wait for.',
    }),
    exclude_hosts: list(str(), { help: 'Hosts whose connections do not count for `drained`.' }),
    sleep: int({ default: 1, help: 'Seconds between looks.' }),
    msg: str({ help: 'What to say when the time is over.' }),
  },
  async run(context) {
    const { options, signal } = context
    check(options)
    const start = Date.now()
    await sleep(options.delay * 1000, undefined, { signal })
    const sighting = await waitUntil(context, start)
    const elapsed = Math.floor((Date.now() - start) / 1000)
    if (!sighting) throw new ModuleFailure(options.msg || timeoutText(options), dict({ elapsed }))
    return { result: new Map([...report(options, sighting, elapsed), ...(await fileInfo(context))]) }
  },
  dryRun: 'skip',
})

const check = (options: Options): void => {
  const fail = (message: string): never => {
    throw new ModuleFailure(message, dict({ elapsed: 0 }))
  }
  const onlyPort = (state: string): string =>
    `state=${state} should only be used for checking a port in the wait_for module`
  if (options.port && options.path) fail('port and path parameter can not both be passed to wait_for')
  if (options.path && (options.state === 'stopped' || options.state === 'drained')) fail(onlyPort(options.state))
  if (options.exclude_hosts && options.state !== 'drained') fail('exclude_hosts should only be with state=drained')
  for (const state of options.active_connection_states) {
    if (!(connectionStates as readonly string[]).includes(state))
      fail(`unknown active_connection_state (${state}) defined`)
  }
}

/** Looks again and again; `undefined` when the time is over. */
const waitUntil = async (context: ActionContext<Options>, start: number): Promise<Sighting | undefined> => {
  const { options, signal } = context
  const end = start + options.timeout * 1000
  const look = probeFor(options)
  if (!look) {
    await sleep(options.timeout * 1000, undefined, { signal })
    return {}
  }
  while (Date.now() < end) {
    const seconds = Math.max(1, Math.ceil((end - Date.now()) / 1000))
    const sighting = await look(context, seconds)
    if (sighting) return sighting
    await sleep(options.sleep * 1000, undefined, { signal })
  }
  return undefined
}

const probeFor = (options: Options): Probe | undefined => {
  if (options.state === 'drained') return probe.drained(options)
  const gone = options.state === 'absent' || options.state === 'stopped'
  if (options.path)
    return gone ? probe.pathGone(options.path) : probe.path({ path: options.path, regex: options.search_regex })
  if (!options.port) return undefined
  const port = { host: options.host, port: options.port, regex: options.search_regex, timeout: options.connect_timeout }
  return gone ? probe.portClosed(port) : probe.portOpen(port)
}

const timeoutText = ({ host, port, path, state, search_regex }: Options): string => {
  const place = path ?? `${host}:${port}`
  if (state === 'drained') return `Timeout when waiting for ${place} to drain`
  if (state === 'absent' || state === 'stopped') {
    return `Timeout when waiting for ${place} to ${path ? 'be absent' : 'stop'}.`
  }
  if (search_regex) return `Timeout when waiting for search string ${search_regex} in ${place}`
  return path ? `Timeout when waiting for file ${path}` : `Timeout when waiting for ${place}`
}

const report = (options: Options, sighting: Sighting, elapsed: number): Dict =>
  dict({
    changed: false,
    state: options.state,
    port: options.port ?? null,
    search_regex: options.search_regex ?? null,
    match_groups: Tuple.from_(sighting.groups ?? []) as Value,
    match_groupdict: sighting.named ?? new Map(),
    path: options.path ?? null,
    elapsed,
  })

/** A file that was waited for is described; its state is then what it is rather than what was waited for. */
const fileInfo = async ({ options, remote }: ActionContext<Options>): Promise<Dict> =>
  options.path === undefined
    ? new Map()
    : dict(pathInfo((await remote.ask({ found: stat(options.path, { follow: true }) })).found))
