import { setImmediate as turn } from 'node:timers/promises'

/** Waits for signals that came while a program was waited for: they are told of two turns of the event loop later, at the latest. */
export const pendingSignals = async (): Promise<void> => {
  await turn()
  await turn()
}
