import { dict, type Value } from '../values.ts'
import { type Change, ModuleFailure } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { bool, choice, path, str } from './kit/option.ts'
import { editedFile, editFile, readText } from './shared/edit-file.ts'
import { attributeQueries, pathInfo } from './shared/file-attributes.ts'
import { editKnownHosts, namesHost, parseHostKey } from './shared/known-hosts-lines.ts'

const unset = { mode: undefined, owner: undefined, group: undefined }

/** Keeps the host keys that ssh on the host trusts. */
export default defineModule({
  name: 'known_hosts',
  summary: 'Keep the host keys that ssh on the host trusts.',
  options: {
    name: str({ required: true, aliases: ['host'], help: 'The host; `[host]:port` for another port than 22.' }),
    key: str({ help: 'The line with its key.' }),
    path: path({ default: '~/.ssh/known_hosts', help: 'The file.' }),
    hash_host: bool({ default: false, help: 'Write a hash in place of the name.' }),
    state: choice(['absent', 'present'], { default: 'present', help: 'Whether the key is to be there.' }),
  },
  inspect: ({ path: file }) => ({ file: editedFile(file), ...attributeQueries(unset, file) }),
  *plan(options, seen): Iterable<Change> {
    const host = options.name.toLowerCase()
    check(host, options)
    const before = readText(seen.file)?.text ?? ''
    const after = editKnownHosts(before, {
      host,
      key: options.key || undefined,
      hash: options.hash_host,
      state: options.state,
    })
    if (after === before) return
    const settings = { ...unset, backup: false, validate: undefined, unsafe_writes: false }
    const titles = headers(options.path, seen.file.target !== null)
    for (const one of editFile(settings, { placed: seen.file, accounts: seen, text: after })) {
      yield one.diff && 'after_header' in one.diff ? { ...one, diff: { ...one.diff, ...titles } } : one
    }
  },
  unchangedDiff: ({ path: file }, seen) => {
    const text = readText(seen.file)?.text ?? ''
    return { ...headers(file, seen.file.target !== null), before: text, after: text }
  },
  returns: ({ options, after }) =>
    dict({
      ...Object.fromEntries(
        Object.entries(options).map(([name, value]) => [name, (value as Value | undefined) ?? null]),
      ),
      ...pathInfo(after.file.target),
    }),
})

const headers = (file: string, isThere: boolean) => ({
  before_header: isThere ? file : '/dev/null',
  after_header: file,
})

const check = (host: string, { key, state }: { key: string | undefined; state: string }): void => {
  if (!key && state !== 'absent') throw new ModuleFailure('No key specified when adding a host')
  if (!key) return
  if (/\S+\s*,\s*/.test(host)) {
    throw new ModuleFailure(
      'Comma separated list of names is not supported. Please pass a single name to lookup in the known_hosts file.',
    )
  }
  const isOfHost = key.split('\n').some((line) => {
    const parsed = parseHostKey(line)
    return parsed && namesHost(parsed.hosts, host)
  })
  if (!isOfHost) throw new ModuleFailure('Host parameter does not match hashed host field in supplied key')
}
