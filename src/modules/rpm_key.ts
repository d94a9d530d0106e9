import { none } from '../remote/queries/none.ts'
import { type RpmKeys, rpmKeys } from '../remote/queries/rpm-keys.ts'
import { sh } from '../remote/sh.ts'
import { type Change, change, ModuleFailure } from './kit/change.ts'
import { ask, defineModule } from './kit/module.ts'
import { bool, choice, list, str } from './kit/option.ts'
import { type Fetched, fetched } from './shared/http/fetched.ts'

interface Options {
  readonly key: string
  readonly fingerprint: readonly string[] | undefined
  readonly state: 'absent' | 'present'
}

/** Adds and removes keys that rpm trusts. */
export default defineModule({
  name: 'rpm_key',
  summary: 'Add and remove keys that rpm trusts.',
  options: {
    key: str({ required: true, help: 'The key: a URL, a file on the host or, to remove it, an id.' }),
    fingerprint: list(str(), { help: 'Fingerprints that the key must have.' }),
    state: choice(['absent', 'present'], { default: 'present', help: 'Whether it is to be trusted.' }),
    validate_certs: bool({ default: true, help: 'Check certificates when fetching.' }),
  },
  *inspect({ key, validate_certs }) {
    const seen = { fetched: isUrl(key) ? fetched(key, { validate_certs }) : none<Fetched | null>(null) }
    const content = isUrl(key) ? (yield* ask(seen)).fetched?.content : undefined
    const source = content ? { content } : isUrl(key) || isId(key) ? undefined : { file: key }
    return { ...seen, keys: rpmKeys(source) }
  },
  *plan(options, { fetched: got, keys }): Iterable<Change> {
    check(options, got, keys)
    const id = idOf(options, keys)
    const there = keys.trusted.some((one) => one.includes(id))
    if (there === (options.state === 'present')) return
    if (options.state === 'present') checkImport(options, keys)
    yield change({
      summary: `${options.state === 'present' ? 'trust' : 'forget'} key ${id}`,
      commands: [options.state === 'present' ? trust(options, got) : forget(id)],
      effects: [{ kind: 'named', type: 'rpm-key', name: id, value: options.state }],
      failure: ({ stderr }) => new ModuleFailure(stderr.toString()),
    })
  },
})

const isUrl = (key: string): boolean => key.includes('://')

const isId = (key: string): boolean => /^(0x)?[0-9a-f]{8}/i.test(key)

const check = ({ key }: Options, got: Fetched | null, keys: RpmKeys): void => {
  if (keys.lacks !== undefined) throw new ModuleFailure(`Failed to find required executable "${keys.lacks}"`)
  if (got && !got.content) throw new ModuleFailure(`failed to fetch key at ${key} , error was: ${got.error}`)
  if (got && !/-----BEGIN PGP PUBLIC KEY BLOCK-----[\s\S]*-----END PGP PUBLIC KEY BLOCK-----/.test(`${got.content}`)) {
    throw new ModuleFailure(`Not a public key: ${key}`)
  }
  if (!got && !isId(key) && !keys.isFile) throw new ModuleFailure(`Not a valid key ${key}`)
}

const idOf = ({ key }: Options, { id }: RpmKeys): string => {
  const found = isUrl(key) || !isId(key) ? id : key
  if (found === undefined) throw new ModuleFailure('Unexpected gpg output')
  return found.trim().toUpperCase().replace(/^0X/, '')
}

const checkImport = ({ key, fingerprint = [] }: Options, { fingerprints }: RpmKeys): void => {
  if (!isUrl(key) && isId(key)) throw new ModuleFailure('When importing a key, a valid file must be given')
  const wanted = fingerprint.map((one) => one.replaceAll(' ', '').toUpperCase())
  if (wanted.every((one) => fingerprints.includes(one))) return
  const shown = (all: readonly string[]): string => `{${all.map((one) => `'${one}'`).join(', ')}}`
  throw new ModuleFailure(
    `The specified fingerprint, '${shown(wanted)}', does not match any key fingerprints in '${shown(fingerprints)}'`,
  )
}

const trust = ({ key }: Options, got: Fetched | null) =>
  got?.content
    ? {
        script: sh`t=$(mktemp) && cat >"$t" && rpm --import "$t"; s=$?; rm -f -- "$t"; exit $s`,
        stdin: got.content,
      }
    : sh`rpm --import ${key}`

const forget = (id: string) => sh`rpm --erase --allmatches ${`gpg-pubkey-${id.slice(-8).toLowerCase()}`}`
