/**
 * What happens during a run, as one stream of plain data. The executor emits it and never prints; the plain text, the
 * live view, NDJSON, JUnit and the tests all read the same events.
 */
import type { Diagnostic, Position } from './errors.ts'
import type { Dict, Value } from './values.ts'

export type Event = { readonly time: number } & EventBody

/** `time` is added by the sink: milliseconds since 1970. */
export type EventBody =
  | PlaybookStart
  | PlayStart
  | NoHosts
  | TaskStart
  | HostStart
  | ItemResult
  | HostResult
  | Retry
  | AsyncState
  | IncludeResult
  | Included
  | HandlerNotified
  | Notice
  | Stats

/** Takes events as they happen. */
export type EventSink = (event: EventBody) => void

export interface PlaybookStart {
  readonly type: 'playbook-start'
  readonly file: string
}

export interface PlayStart {
  readonly type: 'play-start'
  readonly play: number
  /** The play's name, or its host pattern where it has none. */
  readonly name: string
  readonly hosts: readonly string[]
  /** The batch number for `serial`, from 0. */
  readonly batch: number
  readonly check: boolean
  /** `linear` where absent. In `free` and `host_pinned` a task's heading is shown with its first result. */
  readonly strategy?: string | undefined
  readonly position?: Position | undefined
}

/** A play has no host left to run on. */
export interface NoHosts {
  readonly type: 'no-hosts'
  readonly play: number
  readonly reason: 'none-matched' | 'none-remaining'
}

export interface TaskStart {
  readonly type: 'task-start'
  readonly task: number
  readonly play: number
  readonly kind: 'task' | 'handler' | 'cleanup'
  /** As Ansible prints it: `role : name`, templated where it could be; the action's name where it has none. */
  readonly name: string
  /** The role's name, with which `name` begins. */
  readonly role?: string | undefined
  /** The action as written: `copy`, `ansible.builtin.copy`. */
  readonly action: string
  readonly check: boolean
  /** Differences are shown; where absent, as `--diff` says. */
  readonly diff?: boolean | undefined
  readonly noLog: boolean
  readonly position?: Position | undefined
  /** Arguments as text, for `display_args_to_stdout`. */
  readonly arguments?: string | undefined
}

/** A host begins a task. */
export interface HostStart {
  readonly type: 'host-start'
  readonly task: number
  readonly host: string
}

/** How a task ended on a host or for an item. */
export type Status = 'ok' | 'changed' | 'failed' | 'skipped' | 'unreachable'

/** One item of a loop. */
export interface ItemResult {
  readonly type: 'item-result'
  readonly task: number
  readonly host: string
  readonly status: Status
  readonly ignored: boolean
  /** What is shown for the item: the value, or `loop_control.label`. */
  readonly label: unknown
  readonly result: Dict
  readonly delegatedTo?: string | undefined
  /** That host's own address, where it has one. */
  readonly delegatedAddress?: string | undefined
}

export interface HostResult {
  readonly type: 'host-result'
  readonly task: number
  readonly host: string
  readonly status: Status
  /** Failed or unreachable, but `ignore_errors` or `ignore_unreachable` holds. */
  readonly ignored: boolean
  /** In a loop the items were reported one by one before. */
  readonly loop: boolean
  /** Ansible's names: `changed`, `msg`, `rc`, `diff`, `results`, `warnings`, …; secrets are already masked. */
  readonly result: Dict
  readonly delegatedTo?: string | undefined
  /** That host's own address, where it has one. */
  readonly delegatedAddress?: string | undefined
  /** Milliseconds from host-start. */
  readonly duration: number
  /** For a mistake in the playbook: the place, the source lines. */
  readonly diagnostic?: Diagnostic | undefined
}

/** An attempt of `until` failed and another follows. */
export interface Retry {
  readonly type: 'retry'
  readonly task: number
  readonly host: string
  /** From 1. */
  readonly attempt: number
  /** As the task says; `retries + 1 - attempt` are left. */
  readonly retries: number
  /** The task's own name, with the templates in it resolved for the host; absent where it has none. */
  readonly name?: string | undefined
  readonly result: Dict
  readonly delegatedTo?: string | undefined
  /** That host's own address, where it has one. */
  readonly delegatedAddress?: string | undefined
}

/** The state of an asynchronous task that is waited for. */
export interface AsyncState {
  readonly type: 'async'
  readonly task: number
  readonly host: string
  readonly state: 'poll' | 'ok' | 'failed'
  readonly jobId: string
}

/** What a host wants to include, as a result that only some outputs show; `included` follows for what is there. */
export interface IncludeResult {
  readonly type: 'include-result'
  readonly task: number
  readonly host: string
  readonly result: Dict
}

/** A file or role was included for these hosts. */
export interface Included {
  readonly type: 'included'
  readonly task: number
  readonly file: string
  readonly hosts: readonly string[]
  readonly label?: Value | undefined
  /** In a loop: the item under its variable's name, and that name. */
  readonly item?: Dict | undefined
}

export interface HandlerNotified {
  readonly type: 'handler-notified'
  readonly handler: string
  readonly host: string
}

/** A warning or deprecation to show once, an error that does not end the run, a line for those who asked for more. */
export interface Notice {
  readonly type: 'notice'
  readonly level: 'warning' | 'deprecation' | 'error' | 'verbose'
  /** Of an error: its lines stay as they are. */
  readonly asWritten?: true | undefined
  readonly message: string
  readonly position?: Position | undefined
  /** For `verbose`: how many `-v` show it. */
  readonly verbosity?: number | undefined
  readonly host?: string | undefined
  /** For `deprecation`: when the feature goes, and from what. */
  readonly removal?: Removal | undefined
}

/** When a deprecated feature goes: in a version or after a date of a collection; some time where nothing is told. */
export interface Removal {
  readonly version?: string | undefined
  readonly date?: string | undefined
  readonly collection?: string | undefined
}

/** The counts of a host in the recap. */
export interface HostStats {
  readonly ok: number
  readonly changed: number
  readonly unreachable: number
  readonly failed: number
  readonly skipped: number
  readonly rescued: number
  readonly ignored: number
}

/** The end of a run. */
export interface Stats {
  readonly type: 'stats'
  /** By host, in the order of their names. */
  readonly hosts: ReadonlyMap<string, HostStats>
  /** `set_stats`: by host, and `_run` for all. */
  readonly custom: ReadonlyMap<string, Dict>
}
