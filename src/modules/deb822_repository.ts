import type { FileStat } from '../remote/file-stat.ts'
import { exists } from '../remote/queries/exists.ts'
import { none } from '../remote/queries/none.ts'
import { type PlacedFile, placedFile } from '../remote/queries/placed-file.ts'
import { stat } from '../remote/queries/stat.ts'
import { sh } from '../remote/sh.ts'
import { type Dict, dict } from '../values.ts'
import { type Change, change, ModuleFailure } from './kit/change.ts'
import { ask, defineModule } from './kit/module.ts'
import { bool, choice, fileMode, int, list, str } from './kit/option.ts'
import { editedFile, editFile } from './shared/edit-file.ts'
import { attributeQueries, planAttributes } from './shared/file-attributes.ts'
import { type Fetched, fetched } from './shared/http/fetched.ts'
import { placeFile, sourceOf } from './shared/place-file.ts'

/** The options that become fields of the source, in the order in which they are written. */
const fields = {
  allow_downgrade_to_insecure: bool({ help: 'Go on when a repository is signed no longer.' }),
  allow_insecure: bool({ help: 'Take a repository that is not signed.' }),
  allow_weak: bool({ help: 'Take signatures with weak digests.' }),
  architectures: list(str(), { help: 'The architectures to look for.' }),
  by_hash: bool({ help: 'Fetch indexes by their hashes.' }),
  check_date: bool({ help: 'Trust the clock of the host.' }),
  check_valid_until: bool({ help: 'Refuse a repository that is too old.' }),
  components: list(str(), { help: 'The components.' }),
  date_max_future: int({ help: 'How many seconds in the future a repository may be.' }),
  enabled: bool({ help: 'Whether apt takes packages from it.' }),
  exclude: list(str(), { help: 'Packages not to take from it.' }),
  include: list(str(), { help: 'The only packages to take from it.' }),
  inrelease_path: str({ help: 'Where the InRelease file is.' }),
  languages: list(str(), { help: 'The languages of descriptions.' }),
  name: str({ required: true, help: 'The name of the source; files are named after it.' }),
  pdiffs: bool({ help: 'Fetch only what changed of indexes.' }),
  signed_by: str({ help: 'The key: a URL, a file on the host, a fingerprint, or the key itself.' }),
  suites: list(str(), { help: 'The suites.' }),
  targets: list(str(), { help: 'What to fetch.' }),
  trusted: bool({ help: 'Take it as trusted.' }),
  types: list(choice(['deb', 'deb-src']), { default: ['deb'], help: 'Packages or their sources.' }),
  uris: list(str(), { help: 'Where the repository is.' }),
}

interface Options extends Readonly<Record<string, unknown>> {
  readonly name: string
  readonly signed_by: string | undefined
  readonly mode: string
  readonly state: 'absent' | 'present'
}

/** Adds and removes sources of apt in the format of deb822. */
export default defineModule({
  name: 'deb822_repository',
  summary: 'Add and remove sources of apt in the format of deb822.',
  options: {
    ...fields,
    mode: fileMode({ default: '0644', help: 'The mode of the file.' }),
    state: choice(['absent', 'present'], { default: 'present', help: 'Whether it is to be there.' }),
    install_python_debian: bool({ default: false, help: 'Accepted; no Python is needed.' }),
  },
  *inspect(options) {
    const { signed_by: key = '', state } = options
    const isUrl = state === 'present' && /^[a-z][a-z0-9+.-]*:\S+$/i.test(key)
    const names = namesOf(options.name)
    const seen = {
      source: editedFile(names.source),
      isFile: key.startsWith('/') ? stat(key, { follow: true }) : none<FileStat | null>(null),
      fetched: isUrl ? fetched(key) : none<Fetched | null>(null),
      armored: exists(names.armored),
      binary: exists(names.binary),
      directory: stat(keyrings, { follow: true }),
      ...attributeQueries({ owner: undefined, group: undefined, mode: options.mode }, names.source),
    }
    const content = isUrl ? (yield* ask(seen)).fetched?.content : undefined
    const dest = content && keyFile(options.name, content)
    return { ...seen, key: dest === undefined ? none<PlacedFile | null>(null) : placedFile({ dest, follow: true }) }
  },
  *plan(options, { source, key, directory, ...seen }): Iterable<Change> {
    const names = namesOf(options.name)
    if (options.state === 'absent') {
      if (source.stat) yield remove(names.source, source.content?.toString())
      if (seen.armored) yield remove(names.armored)
      if (seen.binary) yield remove(names.binary)
      return
    }
    if (seen.fetched && !seen.fetched.content) {
      throw new ModuleFailure(`Could not fetch signed_by key: ${seen.fetched.error}`)
    }
    const owned = { owner: undefined, group: undefined, backup: false, validate: undefined, unsafe_writes: false }
    if (key && seen.fetched?.content) {
      const sent = sourceOf(seen.fetched.content, options.signed_by as string)
      if (key.checksum !== sent.sha1) yield* keyringsAttributes(directory, seen)
      const place = { ...owned, dest: `${key.path}/`, follow: true, mode: '0644', directory_mode: '0755' }
      yield* placeFile(place, { source: sent, placed: key, accounts: seen })
    }
    const text = sourceText(options, keyResult(options, { ...seen, key }) ?? options.signed_by)
    const written = editFile({ ...owned, mode: options.mode }, { placed: source, accounts: seen, text })
    const effect = { kind: 'named', type: 'apt-sources', name: options.name, value: 'present' } as const
    yield* written.map((one) => ({ ...one, effects: [...one.effects, effect] }))
  },
  returns: ({ options, before }): Dict => {
    const names = namesOf(options.name)
    if (options.state === 'absent') return dict({ repo: null, dest: names.source, key_filename: names.binary })
    const key = keyResult(options, before)
    const repo = sourceText(options, key ?? options.signed_by)
    return dict({ repo, dest: names.source, key_filename: key ?? null })
  },
})

const keyrings = '/etc/apt/keyrings'

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[_\s]+/g, '-')
    .replaceAll(/[^a-z0-9-]+/g, '')

const namesOf = (name: string) => ({
  source: `/etc/apt/sources.list.d/${slug(name)}.sources`,
  armored: `${keyrings}/${slug(name)}.asc`,
  binary: `${keyrings}/${slug(name)}.gpg`,
})

const keyFile = (name: string, content: Buffer): string => {
  const { armored, binary } = namesOf(name)
  return content.includes('-----BEGIN PGP PUBLIC KEY BLOCK-----') ? armored : binary
}

interface SeenKey {
  readonly isFile: FileStat | null
  readonly key: PlacedFile | null
}

/** The file that holds the key; none for a fingerprint, or a key that stands in the source itself. */
const keyResult = ({ signed_by }: { readonly signed_by: string | undefined }, { isFile, key }: SeenKey) =>
  isFile?.kind === 'file' ? signed_by : key?.path

const sourceText = (options: Options, signedBy: string | undefined): string =>
  Object.keys(fields)
    .map((name) => [name, name === 'signed_by' ? signedBy : options[name]] as const)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => fieldLine(fieldName(name), fieldText(value)))
    .join('')

const fieldName = (name: string): string => {
  if (name === 'name') return 'X-Repolib-Name'
  if (name === 'uris') return 'URIs'
  return name
    .split('_')
    .map((word) => word[0]?.toUpperCase() + word.slice(1))
    .join('-')
}

const fieldText = (value: unknown): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return Array.isArray(value) ? value.join(' ') : String(value)
}

/** A value of several lines starts below its name; an empty line of it is a dot. */
const fieldLine = (name: string, text: string): string => {
  if (!text.includes('\n')) return text === '' ? `${name}:\n` : `${name}: ${text}\n`
  const lines = text.trim().split(/\r?\n/)
  return `${name}:\n${lines.map((line) => `    ${line.trim() || '.'}\n`).join('')}`
}

const remove = (path: string, before?: string): Change =>
  change({
    summary: `remove ${path}`,
    commands: [sh`rm -f -- ${path}`],
    effects: [
      { kind: 'path', path, stat: null },
      { kind: 'named', type: 'apt-sources', name: path, value: 'absent' },
    ],
    diff: before === undefined ? undefined : { before, after: '', before_header: path, after_header: '/dev/null' },
  })

function* keyringsAttributes(directory: FileStat | null, answers: Parameters<typeof planAttributes>[1]['answers']) {
  if (!directory) return
  const wanted = { owner: '0', group: '0', mode: '0755' }
  const { commands, stat } = planAttributes(keyrings, { stat: directory, wanted, answers })
  if (commands.length === 0) return
  const effects = [{ kind: 'path', path: keyrings, stat } as const]
  yield change({ summary: `set attributes of ${keyrings}`, commands, effects })
}
