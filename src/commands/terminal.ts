/** The person at the terminal: questions, passwords, text to print. */
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { ABORTED, type Prompt } from '../modules/kit/action.ts'
import { ModuleFailure } from '../modules/kit/change.ts'
import { terminalColumns } from '../util/terminal-columns.ts'
import { wrapText } from '../util/wrap-text.ts'
import { Secret } from '../values.ts'
import { askPassword, Interrupted, lineOfInput, NobodyThere } from './ask-password.ts'

export interface Passwords {
  readonly connection: Secret | undefined
  readonly become: Secret | undefined
}

/** Which passwords the command line asks for or gives. */
export interface PasswordOptions {
  readonly askPass: boolean
  readonly askBecomePass: boolean
  readonly connectionPassword: Secret | undefined
  readonly becomePassword: Secret | undefined
}

export interface Terminal {
  /** Asks a question; rejects with a ModuleFailure where there is nobody to answer. */
  prompt(question: Prompt): Promise<string>
  /** Asks for a password, which isn't shown; without a terminal a line of standard input is taken. */
  password(question: string): Promise<string>
  askPasswords(options: PasswordOptions): Promise<Passwords>
  print(text: string): void
  warn(message: string): void
  /** Tells a person something beside what is printed. */
  note(text: string): void
}

/** Gives the screen to a question and takes it back. */
export interface Screen {
  suspend?(): void
  resume?(): void
}

/** The terminal this process runs in. A question that waits when the signal comes is given up. */
export const openTerminal = (
  screen: () => Screen | undefined,
  signal: AbortSignal = new AbortController().signal,
): Terminal => {
  const onScreen = async (answer: () => Promise<string>): Promise<string> => {
    screen()?.suspend?.()
    try {
      return await answer()
    } finally {
      screen()?.resume?.()
    }
  }
  const prompt = async (question: Prompt): Promise<string> => {
    if (!process.stdin.isTTY && question.takesInput) return onScreen(async () => lineOfInput(question.text))
    if (!process.stdin.isTTY)
      throw new ModuleFailure(`there is no terminal to ask at: ${question.text.trim().replace(/:$/, '')}`)
    return onScreen(() => ask(question, signal))
  }
  const warn = (message: string): void => {
    process.stderr.write(`${wrapText(`[WARNING]: ${message}`, terminalColumns(process.stdout)).join('\n')}\n`)
  }
  const password = (question: string): Promise<string> => onScreen(() => askPassword(question, signal))
  return {
    prompt,
    password,
    askPasswords: (options) => askPasswords(options, { password, warn }),
    print: (text) => process.stdout.write(text),
    warn,
    note: (text) => process.stderr.write(`${text}\n`),
  }
}

/** Where nobody answers the run goes on without: a password may turn out not to be needed. */
const askPasswords = async (
  options: PasswordOptions,
  { password, warn }: Pick<Terminal, 'password' | 'warn'>,
): Promise<Passwords> => {
  let connection = options.askPass ? undefined : options.connectionPassword
  let become = options.askBecomePass ? undefined : options.becomePassword
  const secret = async (text: string): Promise<Secret> => new Secret(await password(text))
  try {
    if (options.askPass) connection = await secret('SSH password: ')
    const hint = options.askPass ? '[defaults to SSH password]' : ''
    if (options.askBecomePass) become = await secret(`BECOME password${hint}: `)
    if (options.askPass && become?.reveal() === '') become = connection
  } catch (error) {
    if (!(error instanceof NobodyThere)) throw error
    warn(`${error.message}; going on without it`)
  }
  return { connection, become }
}

const ask = ({ text, echo, seconds, resumes = false }: Prompt, signal: AbortSignal): Promise<string> =>
  new Promise((resolve, reject) => {
    process.stderr.write(text)
    const output = echo ? process.stderr : new Writable({ write: (_chunk, _encoding, done) => done() })
    const reader = createInterface({ input: process.stdin, output, terminal: true, signal })
    let end: () => void = () => reject(new NobodyThere(text))
    const endWith = (next: () => void): void => {
      end = next
      reader.close()
    }
    const timer = seconds === undefined ? undefined : setTimeout(() => endWith(() => resolve('')), seconds * 1000)
    reader.on('line', (line) => {
      // A pause with a time ends by Ctrl+C, or when the time is over.
      if (!resumes || seconds === undefined) endWith(() => resolve(line))
    })
    reader.once('SIGINT', () =>
      endWith(() => (resumes ? continued(process.stdin, signal).then(resolve, reject) : reject(new Interrupted()))),
    )
    reader.once('close', () => {
      clearTimeout(timer)
      if (!echo) process.stderr.write('\n')
      if (signal.aborted) reject(new Interrupted())
      else end()
    })
  })

/** After Ctrl+C at a pause: resolves where it is to go on, else the task fails. */
const continued = (input: NodeJS.ReadStream, signal: AbortSignal): Promise<string> =>
  new Promise((resolve, reject) => {
    process.stderr.write("\nPress 'C' to continue the play or 'A' to abort \n")
    const done = (finish: () => void): void => {
      input.off('data', onKeys).pause().setRawMode(false)
      finish()
    }
    const onKeys = (keys: Buffer | string): void => {
      const key = /[ac]/i.exec(String(keys))?.[0].toLowerCase()
      if (key === 'c') done(() => resolve(''))
      if (key === 'a') done(() => reject(new ModuleFailure(ABORTED)))
    }
    input.setRawMode(true).on('data', onKeys).resume()
    signal.addEventListener('abort', () => done(() => reject(new Interrupted())), { once: true })
  })
