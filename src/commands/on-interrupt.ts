/** SIGINT and SIGTERM end a run in order; a second one ends it at once. */

export interface Interruption {
  readonly signal: AbortSignal
  /** The exit status that an interrupted run has; `undefined` when it was not. */
  status(): number | undefined
  /** Gives the signals back. */
  stop(): void
}

const statuses = { SIGINT: 99, SIGTERM: 143 } as const

/** Listens for signals until stopped. */
export const onInterrupt = (): Interruption => {
  const controller = new AbortController()
  let status: number | undefined
  const handler = (name: keyof typeof statuses): void => {
    if (status !== undefined) process.exit(status)
    status = statuses[name]
    controller.abort()
  }
  process.on('SIGINT', handler)
  process.on('SIGTERM', handler)
  return {
    signal: controller.signal,
    status: () => status,
    stop: () => {
      process.off('SIGINT', handler)
      process.off('SIGTERM', handler)
    },
  }
}
