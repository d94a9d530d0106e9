/** Every variable of a run, put together for a play, a host and a task in the order of precedence. */
import { taskVars } from '../playbook/inheritance.ts'
import type { AnyTask, Play, Role } from '../playbook/types.ts'
import type { Dict } from '../values.ts'
import type { FactCache } from './fact-cache.ts'
import { type FactStore, HostVariables } from './host-variables.ts'
import { includeParams } from './include-params.ts'
import { LayeredScope } from './layered-scope.ts'
import { LazyDict } from './lazy-dict.ts'
import { magicVariables } from './magic.ts'
import type { Layer } from './precedence.ts'
import { defaultLayers, exportedLayers, layerOf, paramLayers, rolesAround, roleVarLayers } from './role-layers.ts'

/** The inventory as variables need it. */
export interface InventoryVariables {
  /** Of all groups and the host itself, from the inventory and from files in these folders, strongest first. */
  layers(host: string, folders: readonly string[]): readonly Layer[]
  hostNames(): readonly string[]
  /** Group names and their hosts, `all` and `ungrouped` among them. */
  groups(): Dict
  groupNames(host: string): readonly string[]
  /** The folder and the file that the host was read from. */
  source(host: string): { readonly directory: string | null; readonly file: string | null }
}

/** The roles of a play that have been met so far, in that order. */
export interface PlayRoles {
  /** All that the play uses, imports or has included. */
  readonly all: readonly Role[]
  /** Those whose defaults and vars every task of the play sees. */
  readonly shared: readonly Role[]
}

/** A play as it runs: what its variables depend on besides what was written. */
export interface PlayVariables {
  readonly play: Play
  readonly roles: PlayRoles
  readonly hostsAll: readonly string[]
  /** Hosts that are still in the play. */
  readonly hosts: () => readonly string[]
  readonly batch: () => readonly string[]
  readonly prompted: Dict
  /** The values of `vars_files` for a host, strongest first. */
  readonly varsFiles: (host: string | undefined) => readonly Layer[]
}

/** What the variables of one template depend on. */
export interface Place {
  readonly play?: PlayVariables | undefined
  /** Where there is no play: the folder of the one that asks for these variables. */
  readonly directory?: string | undefined
  readonly host?: string | undefined
  readonly task?: AnyTask | undefined
  /** Loop variables and the like: stronger than all others. */
  readonly locals?: Dict | undefined
}

/** What is the same for a whole run. */
export interface RunVariables {
  readonly inventory: InventoryVariables
  /** The folders with the group_vars and host_vars that count in a place, weakest first. */
  readonly varsFolders: (place: Place) => readonly string[]
  readonly extraVars: Dict
  /** The password to log in that the command line gives, which any variable overrides. */
  readonly commandLine?: Dict | undefined
  /** `hash_behaviour = merge`. */
  readonly merge: boolean
  readonly injectFacts: boolean
  /** Variables given where a play uses a role are everybody's, as they were until ansible-core 2.16. */
  readonly exportsUses: boolean
  /** Where facts outlive the run. */
  readonly factCache?: FactCache | undefined
  /** `ansible_version`, `ansible_check_mode`, `playbook_dir` and the like. */
  readonly options: Dict
  /** A scope's `hostvars[name]`: the host's variables, evaluated. */
  readonly hostvars: (place: Place) => Dict
  /** A scope's `vars`: all that it has, evaluated. */
  readonly vars: (place: Place) => Dict
}

export class Variables {
  readonly run: RunVariables
  readonly #hosts = new Map<string, HostVariables>()
  readonly #tasks = new WeakMap<AnyTask, TaskLayers>()

  constructor(run: RunVariables) {
    this.run = run
  }

  /** What has been learnt of a host. */
  host(name: string): HostVariables {
    let host = this.#hosts.get(name)
    if (!host) {
      host = new HostVariables({
        inject: this.run.injectFacts,
        merge: this.run.merge,
        store: storeOf(this.run.factCache, name),
      })
      this.#hosts.set(name, host)
    }
    return host
  }

  /** The scope of a template that stands in this place. */
  scope(place: Place): LayeredScope {
    const task = place.task && this.#taskLayers(place.task)
    const layers = [
      ...localLayers(place.locals),
      { rung: 'magic variables', origin: 'runbook', values: magicVariables(this, place) } as Layer,
      layerOf('extra vars', 'the command line (-e)', this.run.extraVars),
      ...(task?.params ?? []),
      ...(place.host === undefined ? [] : this.host(place.host).setLayers),
      ...(task?.vars ?? []),
      ...playLayers(place.play, { host: place.host, exportsUses: this.run.exportsUses }),
      ...this.#hostLayers(place),
      ...(task?.defaults ?? []),
      ...(place.play?.roles.shared ?? []).toReversed().flatMap((role) => defaultLayers(role)),
    ]
    const { commandLine, merge } = this.run
    const all = commandLine ? [...layers, ...commandLineLayer(commandLine, layers)] : layers
    return new LayeredScope(all.filter(hasValues), merge)
  }

  #hostLayers(place: Place): readonly Layer[] {
    const { inventory, varsFolders } = this.run
    if (place.host === undefined) return []
    return [this.host(place.host).factLayer, ...inventory.layers(place.host, varsFolders(place))]
  }

  #taskLayers(task: AnyTask): TaskLayers {
    let layers = this.#tasks.get(task)
    if (!layers) {
      layers = layersOfTask(task)
      this.#tasks.set(task, layers)
    }
    return layers
  }
}

const storeOf = (cache: FactCache | undefined, host: string): FactStore | undefined =>
  cache && {
    load: () => cache.load(host),
    save: (kept) => cache.save(host, kept),
    drop: () => cache.drop(host),
  }

/** What a task adds to the scope, the same for every host. */
interface TaskLayers {
  readonly params: readonly Layer[]
  readonly vars: readonly Layer[]
  readonly defaults: readonly Layer[]
}

const layersOfTask = (task: AnyTask): TaskLayers => {
  const { role, around } = rolesAround(task)
  const own = layerOf('block and task vars', 'vars of the task and its blocks', taskVars(task))
  return {
    params: [includeParams(task), ...(role ? paramLayers([role, ...around]) : [])].filter(hasValues),
    vars: [own, ...(role ? roleVarLayers(role, around) : [])].filter(hasValues),
    defaults: role ? defaultLayers(role, around).filter(hasValues) : [],
  }
}

interface Seen {
  readonly host: string | undefined
  readonly exportsUses: boolean
}

const playLayers = (play: PlayVariables | undefined, { host, exportsUses }: Seen): readonly Layer[] =>
  play === undefined
    ? []
    : [
        ...play.roles.shared.toReversed().flatMap((role) => exportedLayers(role, exportsUses)),
        ...play.varsFiles(host),
        { rung: 'play vars_prompt', origin: 'vars_prompt', values: play.prompted },
        layerOf('play vars', 'vars of the play', play.play.vars),
      ]

/** A password under another of its names wins over that of the command line. */
const commandLineLayer = (values: Dict, above: readonly Layer[]): readonly Layer[] => {
  const given = ['ansible_ssh_pass', 'ansible_ssh_password'].some((name) => above.some((one) => one.values.has(name)))
  return given ? [] : [{ rung: 'command line values', origin: 'the command line', values }]
}

const localLayers = (locals: Dict | undefined): readonly Layer[] =>
  locals === undefined ? [] : [{ rung: 'loop variables', origin: 'the loop', values: locals }]

/** Lazy dicts are kept unasked: counting them would make all their values. */
const hasValues = ({ values }: Layer): boolean =>
  values instanceof LazyDict || !(values instanceof Map) || values.size > 0
