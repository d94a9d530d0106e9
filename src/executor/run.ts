/** What is the same for a whole run: settings, the stream of events, variables, connections, counts. */
import type { EventSink } from '../events.ts'
import type { Prompt } from '../modules/kit/action.ts'
import type { Effect } from '../remote/effect.ts'
import type { Templar } from '../templating/templar.ts'
import type { Secret, Value } from '../values.ts'
import type { Place, Variables } from '../vars/variables.ts'
import type { VarsRoot } from '../vars/vars-folders.ts'
import type { Connections } from './hosts/connections.ts'
import type { HostDirectory } from './hosts/host-directory.ts'
import type { Jobs } from './tasks/jobs.ts'
import type { StatsBoard } from './tasks/stats.ts'

export interface Run {
  readonly settings: RunSettings
  readonly emit: EventSink
  readonly variables: Variables
  readonly hosts: HostDirectory
  readonly connections: Connections
  readonly stats: StatsBoard
  readonly jobs: Jobs
  /** What a dry run has planned for a host so far; it grows. */
  effects(host: string): Effect[]
  /** The registered variables of a host that tell of what is planned; always none but in a dry run. */
  foreseen(host: string): Set<string>
  /** Evaluates templates that stand in this place. */
  templar(place: Place): Templar
  /** Asks the person at the terminal; rejects with a ModuleFailure where there is none. */
  prompt(question: Prompt): Promise<string>
  /** Aborted when the run is interrupted. */
  readonly signal: AbortSignal
  /** Does one such piece of work at a time: a talk with the person at the terminal. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>
  /** Limits how many hosts are worked on at a time. */
  readonly limit: <T>(work: () => Promise<T>) => Promise<T>
  /** Reads a YAML or JSON file, decrypting a vault. */
  readonly loadFile: (path: string) => Promise<{ readonly data: Value; readonly encrypted: boolean }>
  /** The same at once, for `vars_files`. */
  readonly loadSync: (path: string) => Value
  /** Reads a file, decrypting a vault. */
  readonly readFile: (path: string, decrypt: boolean) => Promise<Buffer>
}

export type Compat = '2.14' | '2.18' | '2.19'

/** What the command line and the configuration decided. */
export interface RunSettings {
  readonly check: boolean
  readonly diff: boolean
  /** The most bytes of a file that a difference shows; 0 for any. */
  readonly diffLimit: number
  readonly forks: number
  readonly verbosity: number
  /** How many `-v` the output or the log shows details for. */
  readonly detail: number
  /** Tasks are announced with what they give their actions. */
  readonly tellsArguments: boolean
  readonly step: boolean
  readonly startAtTask: string | undefined
  readonly tags: readonly string[]
  readonly skipTags: readonly string[]
  readonly forceHandlers: boolean
  readonly anyErrorsFatal: boolean
  /** Failures stop at the task debugger. */
  readonly taskDebugger: boolean
  /** The debugger passes over failures that `ignore_errors` lets pass. */
  readonly debuggerSkipsIgnored: boolean
  /** A notified handler that does not exist ends the run; otherwise it is a warning. */
  readonly errorOnMissingHandler: boolean
  /** `implicit`, `explicit` or `smart`. */
  readonly gathering: string
  readonly strategy: string
  /** The ansible-core version whose ways hold where versions differ. */
  readonly compat: Compat
  readonly connection: ConnectionDefaults
  readonly become: BecomeDefaults
  /** Folder of the first playbook: what relative paths are relative to. */
  readonly directory: string
  /** Beside what group_vars and host_vars are looked for. */
  readonly varsRoot: VarsRoot
  /** Roles are searched here after the playbook's own. */
  readonly rolesPath: readonly string[]
  /** Where the hosts of a playbook are noted that failed; nowhere where absent, beside the playbook without a folder. */
  readonly retryFiles: { readonly folder: string | undefined } | undefined
  /** What `ansible_managed` says in templates. */
  readonly managed: string
  /** Where hosts keep what they know of background tasks, unless a variable says otherwise. */
  readonly asyncDirectory: string
  /** Results are hidden unless a keyword says otherwise. */
  readonly noLog: boolean
  /** Variables of a play's roles are theirs alone. */
  readonly privateRoleVars: boolean
  /** What facts to gather where the play doesn't say. */
  readonly gather: {
    readonly subset: Value
    readonly timeout: number | undefined
    readonly factPath: string | undefined
  }
  readonly maxFailPercentage?: number | undefined
}

/** How hosts are reached where neither variables nor keywords say. */
export interface ConnectionDefaults {
  readonly transport: string
  readonly user: string | undefined
  readonly port: number | undefined
  readonly password: Secret | undefined
  readonly privateKeyFile: string | undefined
  /** Seconds. */
  readonly timeout: number
  readonly sshArgs: string
  readonly sshCommonArgs: string
  readonly sshExtraArgs: string
  readonly hostKeyChecking: boolean
  /** What the prompt for the password must hold. */
  readonly passwordPrompt: string | undefined
  /** How often connecting is tried again. */
  readonly retries: number
}

/** What the section of a become method in the configuration may say. */
export type BecomeOption = 'pass' | 'exe' | 'flags'

export interface BecomeDefaults {
  readonly enabled: boolean
  readonly method: string
  readonly user: string
  readonly password: Secret | undefined
  readonly exe: string | undefined
  readonly flags: string | undefined
  /** What the configuration says for a method alone, such as `[sudo_become_plugin]`; `undefined` for what it does not. */
  readonly configured: (method: string, name: BecomeOption) => string | undefined
  /** Become the login user as well; otherwise nothing is done then. */
  readonly allowSameUser: boolean
}
