/** What the executor, the engine and actions see of a host: shells to ask and to act through, as whom. */

import type { Secret } from '../values.ts'
import type { Answer } from './answer.ts'
import type { Answers, Queries } from './query.ts'
import type { ShellScript } from './sh.ts'

/** A host and its persistent shells. Connects on first use; after a loss, the next use reconnects. */
export interface RemoteHost {
  /** The shell of this identity; many calls give the same pool of shells. */
  as(identity: Identity): RemoteShell
  /**
   * Ends the shells of a user who was become, and waits until they are gone: an account can't be changed or removed
   * while a process is its own. The next use starts another. Never rejects.
   */
  release(user: string): Promise<void>
  /** Drops every shell and the connection (`meta: reset_connection`, the end of a run). Never rejects. */
  close(): Promise<void>
}

/** As whom commands run: the login user (`become` absent), or another through sudo, su, doas. */
export interface Identity {
  readonly become?: Become | undefined
}

export interface Become {
  readonly method: 'sudo' | 'su' | 'doas' | 'runas' | string
  readonly user: string
  readonly password?: Secret | undefined
  /** Replaces the method's own program, options: `ansible_become_exe`, `ansible_become_flags`. */
  readonly exe?: string | undefined
  readonly flags?: string | undefined
}

/**
 * Runs scripts on one host as one identity. Every method rejects with `Unreachable` when the host is lost, with
 * `BecomeFailure` when the identity can't be taken on, and with another `RemoteFailure` (see failure.ts) when the host
 * refuses what a query asks: those two fail the task and leave the host reachable.
 */
export interface RemoteShell {
  /** Runs steps in order in one exchange. A step with `guarded` is passed over (`undefined`) once a guarded step failed. */
  exchange(steps: readonly Step[], options?: ExchangeOptions): Promise<readonly (Answer | undefined)[]>
  /** Asks all queries in one exchange. */
  ask<Q extends Queries>(queries: Q): Promise<Answers<Q>>
  /** The content of a file, streamed; rejects with an Error holding the host's words when it can't be read. */
  download(path: string, sink: NodeJS.WritableStream): Promise<void>
  /** A directory of this identity's own, made on first use with mode 0700 and removed when the shell is closed. */
  temporaryDirectory(): Promise<string>
}

/** One part of an exchange. */
export type Step = ScriptStep | WriteStep

export interface ScriptStep {
  readonly script: ShellScript
  /** Fed to its standard input, which is otherwise empty. */
  readonly stdin?: Buffer | undefined
  /**
   * A script of the program's own (not a user's command) that leaves nothing running: it is run in a subshell of the
   * persistent shell, which saves two programs' starts. Others get a session of their own, so that what they leave in
   * the background can't write into later answers. Queries are light.
   */
  readonly light?: boolean | undefined
  /** A light script that needs not even that: see `inline` of a query. */
  readonly inline?: boolean | undefined
  /** Skip this once an earlier guarded step of the exchange has failed. */
  readonly guarded?: boolean | undefined
}

/** Writes a file whole: to a temporary name beside it, owner, mode and times set, synced, renamed. */
export interface WriteStep {
  readonly write: FileWrite
  readonly guarded?: boolean | undefined
}

export interface FileWrite {
  readonly path: string
  readonly content: Buffer | { readonly localFile: string }
  /** Absent: the mode of the file replaced; for a new file what the umask gives. */
  readonly mode?: number | undefined
  /** Names or numbers; absent: those of the file replaced. */
  readonly owner?: string | undefined
  readonly group?: string | undefined
  /** A copy of the old file is kept under this name. */
  readonly backup?: string | undefined
  /** A command that must succeed on the temporary file, `%s` in it stands for its name. */
  readonly validate?: string | undefined
  /** Write in place when a rename is impossible (a bind-mounted file), as `unsafe_writes` allows. */
  readonly unsafe?: boolean | undefined
}

export interface ExchangeOptions {
  /** Environment for the scripts, beside the login's own. */
  readonly environment?: ReadonlyMap<string, string> | undefined
  /** The directory the scripts start in. */
  readonly directory?: string | undefined
  /** Seconds until the running script is ended with its process group; its answer has `status` 124 and no later step runs. */
  readonly timeout?: number | undefined
  /** Ends the running script with its process group; the exchange rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}
