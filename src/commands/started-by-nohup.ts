import { readFileSync } from 'node:fs'

/**
 * Whether `nohup` started this process. That signal is to be ignored then, but Node.js forgets at its start which signals
 * were; what is left is that nohup puts something unreadable in the place of a terminal's input.
 */
export const startedByNohup = (): boolean => {
  try {
    const flags = /^flags:\s*([0-7]+)/m.exec(readFileSync('/proc/self/fdinfo/0', 'utf8'))?.[1] ?? '0'
    return (Number.parseInt(flags, 8) & ACCESS) === WRITE_ONLY
  } catch {
    return false
  }
}

const ACCESS = 3
const WRITE_ONLY = 1
