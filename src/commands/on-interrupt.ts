/** SIGINT, SIGTERM and SIGHUP end a run in order; a second one ends it at once. */
import { startedByNohup } from './started-by-nohup.ts'

export interface Interruption {
  readonly signal: AbortSignal
  /** The exit status that an interrupted run has; `undefined` when it was not. */
  status(): number | undefined
  /** Gives the signals back. */
  stop(): void
}

/** The exit status after Ctrl-C. */
export const INTERRUPTED_STATUS = 99

const statuses = { SIGINT: INTERRUPTED_STATUS, SIGTERM: 143, SIGHUP: 129 } as const
type Name = keyof typeof statuses
const names = Object.keys(statuses) as Name[]

/** Listens for signals until stopped. */
export const onInterrupt = (): Interruption => {
  const controller = new AbortController()
  let status: number | undefined
  const handler = (name: Name): void => {
    // A terminal that is closed sends SIGHUP twice: once itself, once through its shell.
    if (name === 'SIGHUP' && (status !== undefined || startedByNohup())) return
    if (status !== undefined) process.exit(status)
    status = statuses[name]
    controller.abort()
  }
  for (const name of names) process.on(name, handler)
  return {
    signal: controller.signal,
    status: () => status,
    stop: () => {
      for (const name of names) process.off(name, handler)
    },
  }
}
