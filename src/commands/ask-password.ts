/** Asks for a password where there is somebody to ask: at the terminal, whatever standard input is, or down a pipe. */
import { constants, openSync, readSync, writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { ReadStream } from 'node:tty'
import { UserError } from '../errors.ts'

/**
 * The answer to a question, which isn't shown. Throws a UserError where nobody answers. The question goes to the
 * terminal that answers: whoever holds its other end, such as sshpass, waits for it there. It is given up at the signal.
 */
export const askPassword = async (
  question: string,
  signal: AbortSignal = new AbortController().signal,
): Promise<string> => {
  const terminal = openControllingTerminal()
  if (terminal === undefined && !process.stdin.isTTY) return lineOfInput(question)
  const asked = { question, signal }
  if (terminal === undefined) return hidden(process.stdin, (text) => process.stderr.write(text), asked)
  const stream = new ReadStream(terminal)
  try {
    return await hidden(stream, (text) => writeSync(terminal, text), asked)
  } finally {
    stream.destroy()
  }
}

const openControllingTerminal = (): number | undefined => {
  try {
    return openSync('/dev/tty', constants.O_RDWR | constants.O_NOCTTY)
  } catch {
    return undefined
  }
}

interface Asked {
  readonly question: string
  readonly signal: AbortSignal
}

const hidden = (input: ReadStream, write: (text: string) => void, { question, signal }: Asked): Promise<string> =>
  new Promise((resolve, reject) => {
    const output = new Writable({ write: (_chunk, _encoding, done) => done() })
    // From here on the terminal shows nothing of what is typed, so the question comes after it.
    const reader = createInterface({ input, output, terminal: true, signal })
    write(question)
    let answer = ''
    reader.once('line', (line) => {
      answer = line
      reader.close()
    })
    let isInterrupted = false
    reader.once('SIGINT', () => {
      isInterrupted = true
      reader.close()
    })
    reader.once('close', () => {
      write('\n')
      if (isInterrupted || signal.aborted) reject(new Interrupted())
      else resolve(answer)
    })
  })

/** What is told of a run that a person or a signal ended. */
export const INTERRUPTED = 'User interrupted execution'

/** Ctrl+C in place of an answer. */
export class Interrupted extends UserError {
  constructor() {
    super({ message: INTERRUPTED }, 99)
  }
}

/** Nobody answers a question. */
export class NobodyThere extends UserError {
  constructor(question: string) {
    super({ message: `there is no terminal to ask at: ${question.trim().replace(/:$/, '')}` }, 1)
  }
}

/** One line of standard input, and nothing beyond it: the next question has the next one. Throws NobodyThere at its end. */
export const lineOfInput = (question: string): string => {
  process.stderr.write(question)
  const bytes: number[] = []
  let byte = nextByte()
  for (; byte !== undefined && byte !== 0x0a; byte = nextByte()) bytes.push(byte)
  process.stderr.write('\n')
  if (byte === undefined && bytes.length === 0) throw new NobodyThere(question)
  return Buffer.from(bytes).toString('utf8').replace(/\r$/, '')
}

const nextByte = (): number | undefined => {
  const byte = Buffer.alloc(1)
  for (;;) {
    try {
      return readSync(0, byte, 0, 1, null) === 1 ? byte[0] : undefined
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'EAGAIN') return undefined
      // Standard input is set not to wait: look again soon.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    }
  }
}
