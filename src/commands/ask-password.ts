/** Asks for a password where there is somebody to ask: at the terminal, whatever standard input is, or down a pipe. */
import { openSync, readSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { ReadStream } from 'node:tty'
import { UserError } from '../errors.ts'

/** The answer to a question, which isn't shown. Throws a UserError where nobody answers. */
export const askPassword = async (question: string): Promise<string> => {
  if (process.stdin.isTTY) return hidden(question, process.stdin)
  const terminal = openControllingTerminal()
  if (terminal === undefined) return lineOfInput(question)
  const stream = new ReadStream(terminal)
  try {
    return await hidden(question, stream)
  } finally {
    stream.destroy()
  }
}

const openControllingTerminal = (): number | undefined => {
  try {
    return openSync('/dev/tty', 'r+')
  } catch {
    return undefined
  }
}

const hidden = (question: string, input: ReadStream): Promise<string> =>
  new Promise((resolve) => {
    process.stderr.write(question)
    const output = new Writable({ write: (_chunk, _encoding, done) => done() })
    const reader = createInterface({ input, output, terminal: true })
    let answer = ''
    reader.once('line', (line) => {
      answer = line
      reader.close()
    })
    reader.once('SIGINT', () => {
      reader.close()
      process.kill(process.pid, 'SIGINT')
    })
    reader.once('close', () => {
      process.stderr.write('\n')
      resolve(answer)
    })
  })

/** One line, and nothing beyond it: the next question has the next one. */
const lineOfInput = (question: string): string => {
  process.stderr.write(question)
  const bytes: number[] = []
  for (let byte = nextByte(); byte !== undefined && byte !== 0x0a; byte = nextByte()) bytes.push(byte)
  process.stderr.write('\n')
  if (bytes.length > 0) return Buffer.from(bytes).toString('utf8').replace(/\r$/, '')
  throw new UserError({ message: `there is no terminal to ask at: ${question.trim().replace(/:$/, '')}` }, 1)
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
