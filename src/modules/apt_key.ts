import type { Answer } from '../remote/answer.ts'
import { type Query, query } from '../remote/query.ts'
import { type ShellScript, sh } from '../remote/sh.ts'
import { dict } from '../values.ts'
import { type Change, type Command, change, ModuleFailure } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { bool, choice, path, str } from './kit/option.ts'
import { inOrder } from './shared/file-attributes.ts'

interface Options {
  readonly id: string | undefined
  readonly data: string | undefined
  readonly file: string | undefined
  readonly url: string | undefined
  readonly keyring: string | undefined
  readonly keyserver: string | undefined
  readonly state: 'absent' | 'present'
  readonly validate_certs: boolean
}

/** Adds and removes keys that apt trusts. */
export default defineModule({
  name: 'apt_key',
  summary: 'Add and remove keys that apt trusts.',
  options: {
    id: str({ help: "The key's id; eight characters at least." }),
    data: str({ help: 'The key itself.' }),
    file: path({ help: 'A file of the host that holds the key.' }),
    url: str({ help: 'Where to fetch the key.' }),
    keyring: path({ help: 'The keyring it goes into.' }),
    keyserver: str({ help: 'The server to ask for the id.' }),
    state: choice(['absent', 'present'], { default: 'present', help: 'Whether it is to be there.' }),
    validate_certs: bool({ default: true, help: 'Check certificates when fetching.' }),
  },
  rules: { mutuallyExclusive: [['data', 'file', 'keyserver', 'url']] },
  inspect: ({ keyring }) => ({ keys: trustedKeys(keyring) }),
  *plan(options, { keys }): Iterable<Change> {
    check(options)
    const id = keyId(options.id)
    const there = id !== undefined && keys.some((key) => key.endsWith(id) || id.endsWith(key))
    if (options.state === 'absent') {
      if (there) yield remove(options, id as string)
    } else if (!there) yield add(options, keys)
  },
  returns: ({ options, before, after, outputs }) => {
    const id = options.id ?? null
    if (!outputs)
      return dict({ id, key_id: keyId(options.id) ?? null, before: [...before.keys], after: [...after.keys] })
    return dict({
      changed: before.keys.join() !== after.keys.join(),
      id,
      key_id: keyId(options.id) ?? null,
      before: [...before.keys],
      after: [...after.keys],
    })
  },
})

const check = (options: Options): void => {
  const { id, data, file, url, keyserver, state } = options
  if (id !== undefined && !/^(0x)?[0-9a-f]{8,}$/i.test(id)) throw new ModuleFailure('Invalid key_id', dict({ id }))
  if (state === 'absent' && id === undefined) throw new ModuleFailure('key is required', dict({ id: null }))
  if (state === 'present' && [data, file, url, keyserver].every((source) => source === undefined)) {
    throw new ModuleFailure('No key to add: give one of data, file, url or keyserver')
  }
}

/** The last sixteen digits of a longer id. */
const keyId = (id: string | undefined): string | undefined => id?.replace(/^0x/i, '').toUpperCase().slice(-16)

const named = (keyring: string | undefined): ShellScript => (keyring === undefined ? sh`` : sh` --keyring ${keyring}`)

/** The ids of the keys in a keyring, or in all that apt trusts. */
const trustedKeys = (keyring: string | undefined): Query<readonly string[]> =>
  query<readonly string[]>({
    name: 'apt-keys',
    key: `apt-keys ${keyring ?? ''}`,
    script: sh`LC_ALL=C apt-key${named(keyring)} adv --list-public-keys --keyid-format=long --with-colons 2>/dev/null; :`,
    parse: ({ stdout }) =>
      [...stdout.toString().matchAll(/^(?:pub|sub):[^:]*:[^:]*:[^:]*:([0-9A-F]{16}):/gm)].map(
        (match) => match[1] as string,
      ),
    overlay: (answer, effects) => {
      const planned = effects.filter((effect) => effect.kind === 'named' && effect.type === 'apt-key')
      if (planned.length === 0) return answer
      const ids = new Set(answer)
      for (const effect of planned) {
        if (effect.kind !== 'named') continue
        if (effect.value === 'absent') ids.delete(effect.name)
        else ids.add(effect.name)
      }
      return [...ids]
    },
  })

const made = (options: Options, summary: string, commands: readonly Command[]): Change =>
  change({
    summary,
    commands,
    effects: [
      {
        kind: 'named',
        type: 'apt-key',
        name: keyId(options.id) ?? options.url ?? options.file ?? 'key',
        value: options.state,
      },
    ],
    failure: (answer) => failure(options, answer),
  })

const failure = (options: Options, { stderr, stdout, status }: Answer): ModuleFailure => {
  const what = options.state === 'absent' ? 'Unable to remove a key with id' : 'Error fetching or adding key'
  const said = stderr.toString().trim() || stdout.toString().trim()
  return new ModuleFailure(
    `${what} ${options.id ?? options.url ?? options.keyserver ?? ''}: ${said}`,
    dict({ rc: status }),
  )
}

const remove = (options: Options, id: string): Change =>
  made(options, `remove key ${id}`, [sh`apt-key${named(options.keyring)} del ${id}`])

const add = (options: Options, keys: readonly string[]): Change => {
  const { data, file, url, keyserver, id, keyring } = options
  const summary = `add key ${id ?? url ?? file ?? ''}`.trim()
  const apply = sh`APT_KEY_DONT_WARN_ON_DANGEROUS_USAGE=1 apt-key${named(keyring)}`
  if (data !== undefined) return made(options, summary, [{ script: sh`${apply} add -`, stdin: Buffer.from(data) }])
  if (file !== undefined) return made(options, summary, [sh`${apply} add ${file}`])
  if (keyserver !== undefined) {
    if (id === undefined)
      throw new ModuleFailure('Missing key_id, required with keyserver.', dict({ before: [...keys] }))
    return made(options, summary, [sh`${apply} adv --no-tty --keyserver ${keyserver} --recv ${id}`])
  }
  const insecure = options.validate_certs ? [] : ['-k']
  const fetch = sh`if command -v curl >/dev/null; then curl -fsSL ${insecure} -o "$t" -- ${url as string}; elif command -v wget >/dev/null; then wget -qO "$t" ${options.validate_certs ? [] : ['--no-check-certificate']} -- ${url as string}; else echo 'neither curl nor wget is there' >&2; false; fi`
  return made(options, summary, [
    inOrder([sh`t=$(mktemp)`, sh`trap 'rm -f "$t"' EXIT`, sh`{ ${fetch}; }`, sh`${apply} add "$t"`]),
  ])
}
