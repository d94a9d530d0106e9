/** The shape of a module: what it must see, then what it would change; both as data. */
import type { Answer } from '../../remote/answer.ts'
import type { Answers, Queries } from '../../remote/query.ts'
import type { Dict } from '../../values.ts'
import type { Diff, Planned } from './change.ts'
import type { Controller } from './controller.ts'
import type { OptionTable, Parsed, Rules } from './option.ts'

/** What modules and actions declare alike. */
export interface Declaration<T extends OptionTable> {
  /** As Ansible spells it, without the collection. */
  readonly name: string
  /** `ansible.builtin` unless told. */
  readonly collection?: string
  /** One sentence for `runbook doc`. */
  readonly summary: string
  readonly options: T
  readonly rules?: Rules
  /** The option that takes free text: `command: ls -l` is `cmd`. */
  readonly freeForm?: string
  /** Any other key is taken too, and handed over in `extra` (`set_fact`, `add_host`). */
  readonly anyOption?: boolean
}

/** What `returns` is made of. */
export interface Report<T extends OptionTable, P, Q extends Queries> {
  readonly options: Parsed<T>
  readonly prepared: P
  readonly before: Answers<Q>
  /** After apply; in a dry run as the effects predict; the same as `before` when nothing changed. */
  readonly after: Answers<Q>
  readonly changed: boolean
  /** The answers of the commands, in order; `undefined` when none ran (no change, or a dry run). */
  readonly outputs: readonly Answer[] | undefined
}

/** What an author writes. `P` is what `prepare` gives, `Q` the queries whose answers `plan` reads. */
export interface ModuleParts<T extends OptionTable, P, Q extends Queries> extends Declaration<T> {
  /** Reads what it needs of the controller: a local file, a rendered template. */
  readonly prepare?: (options: Parsed<T>, controller: Controller) => P | Promise<P>
  /** What it must see of the host. A generator (see {@link ask}) where one answer decides the next question. */
  readonly inspect: (options: Parsed<T>, prepared: P) => Q | Inspection<Q>
  /** What it would change, given the answers. Throws a ModuleFailure when it can't. */
  readonly plan: (options: Parsed<T>, answers: Answers<Q>, prepared: P) => Iterable<Planned>
  /**
   * For a module whose results have `diff` whether or not differences are asked for: the one where nothing changes.
   */
  readonly unchangedDiff?: (options: Parsed<T>, answers: Answers<Q>) => Diff | undefined
  /** The keys of the result beside `changed` and `diff`: Ansible's names and types. */
  readonly returns?: (report: Report<T, P, Q>) => Dict
}

/** An inspection in several exchanges; returns the queries whose answers `plan` reads. */
export type Inspection<Q extends Queries> = Generator<Queries, Q, Answers<Queries>>

/** A module whose types are known only to itself: what the engine handles. */
export interface Module extends ModuleParts<OptionTable, unknown, Queries> {
  readonly kind: 'module'
}

/** Defines a module. */
export const defineModule = <const T extends OptionTable, Q extends Queries, P = undefined>(
  parts: ModuleParts<T, P, Q>,
): Module => ({ kind: 'module', ...(parts as unknown as ModuleParts<OptionTable, unknown, Queries>) })

/** Within an inspection that is a generator: `const { target } = yield* ask({ target: stat(path) })`. */
export function* ask<Q extends Queries>(queries: Q): Generator<Queries, Answers<Q>, Answers<Queries>> {
  return (yield queries) as Answers<Q>
}
