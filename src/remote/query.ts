/** A question to a host, as data: so that many can be asked in one exchange. */
import type { Answer } from './answer.ts'
import type { Effect } from './effect.ts'
import type { ShellScript } from './sh.ts'

export interface Query<T> {
  /** What is asked, for logs: `stat`. */
  readonly name: string
  /** The same key means the same question: it is asked once in an exchange. */
  readonly key: string
  /** Prints the answer. It changes nothing on the host and does not read standard input. */
  readonly script: ShellScript
  /**
   * The script may run in the persistent shell itself, which saves a process: it is constant code around quoted values,
   * starts a program or two, and neither exits nor changes anything of the shell but variables.
   */
  readonly inline?: boolean | undefined
  /** What may be found out at once for several queries that are asked together, each of which then has less to do. */
  readonly together?: Together | undefined
  /** The answer's meaning. Throws an ordinary Error when the host answered what no host should. */
  parse(answer: Answer): T
  /** The answer as it will be once the effects have come true; an answer that no effect touches is returned as it is. */
  overlay(answer: T, effects: readonly Effect[]): T
  /** The answer tells that something is not there; see {@link lacks}. */
  lacks?(answer: T): boolean
}

/** True when something was asked for that is not there: by default, where the answer is `null` or false. */
export const lacks = <T>(query: Query<T>, answer: T): boolean =>
  query.lacks ? query.lacks(answer) : answer === null || answer === false

/**
 * Code that runs in the persistent shell before several queries of a kind. It prints nothing and leaves shell variables to
 * them; without those, each finds out for itself.
 */
export interface Together {
  /** The same for all queries of the kind. */
  readonly before: ShellScript
  /** Tells of one query. */
  readonly item: ShellScript
  /** The same for all queries of the kind. */
  readonly after: ShellScript
}

/** Named questions. */
// biome-ignore lint/suspicious/noExplicitAny: a record of queries of different answers has no other bound
export type Queries = Readonly<Record<string, Query<any>>>

/** The answers to a record of queries, by name. */
export type Answers<Q extends Queries> = { readonly [K in keyof Q]: Q[K] extends Query<infer T> ? T : never }

/** Makes a query; `overlay` may be left out where no effect can touch the answer. */
export const query = <T>(
  parts: Omit<Query<T>, 'overlay'> & { readonly overlay?: (answer: T, effects: readonly Effect[]) => T },
): Query<T> => ({ overlay: (answer) => answer, ...parts })
