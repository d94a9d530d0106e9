import { get } from 'node:https'
import { posix } from 'node:path'
import { type UserEntry, user } from '../remote/queries/accounts.ts'
import { stat } from '../remote/queries/stat.ts'
import { sh } from '../remote/sh.ts'
import { dict, type Value } from '../values.ts'
import { type Change, type Command, change, ModuleFailure } from './kit/change.ts'
import { ask, defineModule } from './kit/module.ts'
import { bool, choice, path, str } from './kit/option.ts'
import { editKeys } from './shared/edit-authorized-keys.ts'
import { editedFile, editFile, readText } from './shared/edit-file.ts'

interface Options {
  readonly user: string
  readonly key: string
  readonly path: string | undefined
  readonly manage_dir: boolean
  readonly state: 'absent' | 'present'
  readonly key_options: string | undefined
  readonly exclusive: boolean
  readonly comment: string | undefined
  readonly follow: boolean
  readonly validate_certs: boolean
}

/** Keeps the keys that may log in as a user. */
export default defineModule({
  name: 'authorized_key',
  collection: 'ansible.posix',
  summary: 'Keep the SSH keys that may log in as a user.',
  options: {
    user: str({ required: true, help: 'The user.' }),
    key: str({ required: true, help: 'The keys, one on each line; or the URL of such a list.' }),
    path: path({ help: 'The file; ~/.ssh/authorized_keys of the user unless told.' }),
    manage_dir: bool({ default: true, help: 'Make the directory, with owner and permissions.' }),
    state: choice(['absent', 'present'], { default: 'present', help: 'Whether the keys are to be there.' }),
    key_options: str({ help: 'Options that stand before each key.' }),
    exclusive: bool({ default: false, help: 'Remove all other keys.' }),
    comment: str({ help: "The comment of each key, in place of the key's own." }),
    follow: bool({ default: false, help: 'Write to what a link points to.' }),
    validate_certs: bool({ default: true, help: 'Refuse servers whose certificate is not valid.' }),
  },
  prepare: async ({ key, validate_certs }) => (/^https?:\/\//.test(key) ? download(key, validate_certs) : key),
  *inspect(options) {
    const { account } = yield* ask({ account: user(options.user) })
    const file = fileOf(options, account)
    return {
      account: user(options.user),
      file: editedFile(file),
      directory: stat(posix.dirname(file), { follow: true }),
    }
  },
  *plan(options, { account, file, directory }, keys): Iterable<Change> {
    const before = readText(file)?.text ?? ''
    const { key_options, comment, state, exclusive } = options
    const after = editKeys(before, { keys, options: key_options, comment, state, exclusive })
    if (after === before) return
    const owner = account?.name ?? options.user
    if (options.manage_dir && !directory) yield makeDirectory(posix.dirname(file.path), owner)
    const settings = {
      mode: file.target ? undefined : '0600',
      owner: file.target ? undefined : owner,
      group: undefined,
      backup: false,
      validate: undefined,
      unsafe_writes: false,
    }
    const accounts = { ownerEntry: account, groupEntry: null, umask: 0o077, flags: '' }
    const placed = directory ? file : { ...file, parent: true }
    for (const one of editFile(settings, { placed, accounts, text: after })) {
      yield { ...one, commands: [...one.commands, ...ownGroup(owner, file.target === null, file.path)] }
    }
  },
  returns: ({ options, prepared, before: { file } }) => {
    const given = Object.entries(options).map(([name, value]) => [name, (value as Value | undefined) ?? null])
    return dict({ ...Object.fromEntries(given), key: prepared, keyfile: file.path, unique: false })
  },
})

const fileOf = ({ user: name, path: given }: Options, account: UserEntry | null): string => {
  if (given !== undefined) return given
  if (!account) throw new ModuleFailure(`Failed to lookup user ${name}: 'getpwnam(): name not found: \\'${name}\\''`)
  return posix.join(account.home, '.ssh/authorized_keys')
}

const makeDirectory = (path: string, owner: string): Change =>
  change({
    summary: `create ${path}`,
    commands: [sh`mkdir -m 700 -- ${path} && chown -- ${`${owner}:`} ${path}`],
    effects: [{ kind: 'path', path, stat: { kind: 'directory', mode: 0o700, owner } }],
  })

/** A new file belongs to the user's own group. */
const ownGroup = (owner: string, isNew: boolean, path: string): readonly Command[] =>
  isNew ? [sh`chown -- ${`${owner}:`} ${path}`] : []

/** The controller fetches it: what it gets is what all hosts get. */
const download = async (url: string, validate: boolean): Promise<string> => {
  const { get: getPlain } = await import('node:http')
  const fetchText = url.startsWith('https:') ? get : getPlain
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => reject(new ModuleFailure(`Error getting key from: ${url}: ${reason}`))
    const settings = { timeout: 10_000, ...(validate ? {} : { rejectUnauthorized: false }) }
    const request = fetchText(url, settings, (response) => {
      if (response.statusCode !== 200) return fail(`HTTP status ${response.statusCode}`)
      response.setEncoding('utf8')
      let text = ''
      response.on('data', (part: string) => {
        text += part
      })
      response.on('end', () => resolve(text))
    })
    request.on('timeout', () => request.destroy(new Error('timed out')))
    request.on('error', ({ message }) => fail(message))
  })
}
