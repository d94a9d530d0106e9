/** What of a stream tells its width: `process.stdout`, or anything else. */
export interface MaybeTerminal {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
}

/** The width of banners and wrapped lines: one less than the terminal's, and 79 at least and without a terminal. */
export const terminalColumns = (stream: MaybeTerminal): number =>
  Math.max(79, (stream.isTTY ? (stream.columns ?? 0) : 0) - 1)
