/** Which ways to log in apply, in which order, and what became of them. */
import { readFile } from 'node:fs/promises'
import ssh2, { type AnyAuthMethod, type AuthenticationType } from 'ssh2'
import type { Secret } from '../values.ts'
import type { SshSettings } from './connection.ts'

/** The ways to log in that apply to a host. */
export interface Authentication {
  /** The next way the server may accept, `false` when none is left, or `wait` for a prompt that does not come. */
  next(accepted: readonly AuthenticationType[] | null): AnyAuthMethod | 'wait' | false
  /** Adds something that went wrong to what {@link describe} tells. */
  note(text: string): void
  /** For a message: what was tried, what could not be, what the server accepts. */
  describe(): string
  /** The server's list of methods, as far as it told. */
  accepted(): readonly string[]
}

interface Attempt {
  readonly label: string
  readonly method: AnyAuthMethod
  /** The prompt that its password is for is another one. */
  readonly waits?: boolean
}

/** Prepares keys, agent and password, as far as the settings give them. */
export const authentication = async (settings: SshSettings): Promise<Authentication> => {
  const notes: string[] = []
  const attempts = [
    ...askingFirst(settings),
    ...(await keyAttempts(settings, notes)),
    ...agentAttempts(settings),
    ...passwordAttempts(settings),
  ]
  const tried: string[] = []
  let offered: readonly string[] = []
  return {
    next(accepted) {
      if (accepted) offered = accepted
      for (let attempt = attempts.shift(); attempt; attempt = attempts.shift()) {
        if (!applies(attempt.method.type, accepted, tried)) continue
        if (attempt.label !== '') tried.push(attempt.label)
        if (!attempt.waits) return attempt.method
        notes.push(`the prompt "${settings.passwordPrompt}" for the password did not come`)
        return 'wait'
      }
      return false
    },
    note: (text) => void notes.push(text),
    describe: () => describe(tried, notes),
    accepted: () => offered,
  }
}

const applies = (type: AuthenticationType, accepted: readonly string[] | null, tried: readonly string[]): boolean => {
  if (type === 'keyboard-interactive' && tried.includes('password') && accepted?.includes('password')) return false
  return accepted === null || accepted.includes(type === 'agent' ? 'publickey' : type)
}

const describe = (tried: readonly string[], notes: readonly string[]): string => {
  const what = tried.length > 0 ? `tried ${tried.join(', ')}` : 'there was no key, agent or password to try'
  return [what, ...notes].join('; ')
}

/** Where a prompt is waited for, what the server accepts must be known before. */
const askingFirst = ({ passwordPrompt, user: username }: SshSettings): Attempt[] =>
  passwordPrompt === undefined ? [] : [{ label: '', method: { type: 'none', username } }]

const keyAttempts = async (settings: SshSettings, notes: string[]): Promise<Attempt[]> => {
  const { user: username, passphrase, privateKeyFiles: files } = settings
  const attempts = await Promise.all(
    files.map(async (file): Promise<Attempt[]> => {
      const key = await readKey(file, passphrase)
      if (typeof key !== 'string') return [{ label: `the key ${file}`, method: { type: 'publickey', username, key } }]
      if (key !== '' || files.length === 1) notes.push(key || `there is no file ${file}`)
      return []
    }),
  )
  return attempts.flat()
}

/** The parsed key, or why it can't be used; an empty text for a missing file. */
const readKey = async (file: string, passphrase: Secret | undefined): Promise<ssh2.ParsedKey | string> => {
  let data: Buffer
  try {
    data = await readFile(file)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return code === 'ENOENT' ? '' : `the key ${file} can't be read: ${message}`
  }
  const parsed: ssh2.ParsedKey | ssh2.ParsedKey[] | Error = ssh2.utils.parseKey(data, passphrase?.reveal())
  if (parsed instanceof Error) return refusal(file, parsed, passphrase)
  const key = Array.isArray(parsed) ? parsed[0] : parsed
  return key?.isPrivateKey() ? key : `${file} does not hold a private key`
}

const refusal = (file: string, error: Error, passphrase: Secret | undefined): string => {
  if (!/encrypt|decrypt|passphrase|integrity|bad decrypt/i.test(error.message))
    return `the key ${file} can't be used: ${error.message}`
  return passphrase
    ? `the passphrase given does not open the key ${file}`
    : `the key ${file} is encrypted and no passphrase was given`
}

const agentAttempts = ({ agent, user: username }: SshSettings): Attempt[] =>
  agent ? [{ label: `the keys of the agent ${agent}`, method: { type: 'agent', username, agent } }] : []

const passwordAttempts = ({ password, passwordPrompt: wanted = '', user: username, host }: SshSettings): Attempt[] => {
  if (!password) return []
  const text = password.reveal()
  return [
    {
      label: 'password',
      method: { type: 'password', username, password: text },
      // The protocol has no prompt here; this is the one that OpenSSH's client shows.
      waits: !`${username}@${host}'s password: `.includes(wanted),
    },
    {
      label: 'keyboard-interactive with the password',
      method: {
        type: 'keyboard-interactive',
        username,
        // Without an answer to what is no such prompt, the time limit ends the attempt.
        prompt: (_name, _instructions, _language, prompts, finish) => {
          if (prompts.every(({ prompt }) => prompt.includes(wanted))) finish(prompts.map(() => text))
        },
      },
    },
  ]
}
