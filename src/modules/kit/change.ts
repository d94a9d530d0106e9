/** What a module says it would do. Only the engine does it. */
import { type Diagnostic, UserError } from '../../errors.ts'
import type { Answer } from '../../remote/answer.ts'
import type { Effect } from '../../remote/effect.ts'
import type { FileWrite } from '../../remote/remote-host.ts'
import type { ShellScript } from '../../remote/sh.ts'
import type { Dict, Value } from '../../values.ts'

/** One change to a host: what a person reads, what it will have done, and the commands that do it. */
export interface Change {
  readonly kind: 'change'
  /** For people: `create directory /srv/app`. */
  readonly summary: string
  /** Shown by `--diff`, in the shape Ansible's results have under `diff`; a list stays one. */
  readonly diff?: Diff | readonly Diff[] | undefined
  readonly effects: readonly Effect[]
  /** Run in order; the first that fails ends the task. */
  readonly commands: readonly Command[]
  /** The failure to report when a command fails; by default its standard error and status. */
  readonly failure?: ((answer: Answer) => ModuleFailure) | undefined
  /** Exit statuses of commands that are no failure; only 0 unless told. */
  readonly accept?: readonly number[] | undefined
}

/** Before and after of one thing, as `--diff` shows it. */
export interface Diff {
  readonly before?: string | Dict
  readonly after?: string | Dict
  readonly before_header?: string
  readonly after_header?: string
  /** Instead of both: text that is shown as it is. */
  readonly prepared?: string
  /** Instead of both: contents of files, which are shown where they are neither binary nor too large. */
  readonly contents?: DiffContents | undefined
}

export interface DiffContents {
  readonly before: Buffer | undefined
  readonly after: Buffer | undefined
  /** Bytes. */
  readonly beforeSize: number
  readonly afterSize: number
}

export type Command =
  | ShellScript
  | { readonly script: ShellScript; readonly stdin: Buffer }
  | { readonly write: FileWrite }

/** Something to tell besides changes. */
export interface Remark {
  readonly kind: 'warning' | 'deprecation'
  readonly message: string
  /** Told only where changes are planned and not carried out. */
  readonly ofDryRun?: boolean | undefined
}

export type Planned = Change | Remark

/** Makes a change. */
export const change = (parts: Omit<Change, 'kind'>): Change => ({ kind: 'change', ...parts })

/** Makes a warning. */
export const warning = (message: string): Remark => ({ kind: 'warning', message })

/** Makes a warning of what the real run may find otherwise. */
export const dryRunWarning = (message: string): Remark => ({ ...warning(message), ofDryRun: true })

/** A task that can't succeed on this host: the result is `failed` with this message. Throw it from any part of a module. */
export class ModuleFailure extends Error {
  /** Further keys of the result. */
  readonly details: ReadonlyMap<Value, Value>
  /** It has to do with another machine: nothing that is changed on the host would mend it. */
  readonly elsewhere: boolean

  constructor(
    message: string,
    details: ReadonlyMap<Value, Value> = new Map(),
    { elsewhere = false, ...options }: ErrorOptions & { readonly elsewhere?: boolean } = {},
  ) {
    super(message, options)
    this.elsewhere = elsewhere
    this.name = 'ModuleFailure'
    this.details = details
  }
}

/** A mistake in what the user wrote, with the result that the task has then. */
export class LocatedFailure extends UserError {
  readonly result: Dict

  constructor(diagnostic: Diagnostic, result: Dict) {
    super(diagnostic)
    this.result = result
  }
}
