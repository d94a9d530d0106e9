/** The exit status of a process that a signal ended. */
import { constants } from 'node:os'
import type { ExitStatus } from './connection.ts'

/** 128 + the signal's number, as shells count it; `signal` may lack its `SIG` (as SSH names it). */
export const signalStatus = (signal: string): ExitStatus => {
  const name = signal.startsWith('SIG') ? signal : `SIG${signal}`
  const number = constants.signals[name as NodeJS.Signals] ?? 127
  return { status: 128 + number, signal: name }
}
