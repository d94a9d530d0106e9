/** What a host would not do: the task fails with the host's own words, and the host stays reachable. */

/** A refusal by the host (no permission, not a file): neither a bug nor a loss of the host. */
export class RemoteFailure extends Error {
  override readonly name: string = 'RemoteFailure'
}

/** Becoming another user did not work: `Missing sudo password`, `Incorrect sudo password`. */
export class BecomeFailure extends RemoteFailure {
  override readonly name = 'BecomeFailure'
  /** What was printed, where no password was the matter. */
  readonly words: string | undefined

  constructor(message: string, words?: string) {
    super(message)
    this.words = words
  }
}
