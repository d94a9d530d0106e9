import { readdir, readFile, stat as statLocal } from 'node:fs/promises'
import { join } from 'node:path'
import { fragments } from '../remote/queries/fragments.ts'
import { none } from '../remote/queries/none.ts'
import { placedFile } from '../remote/queries/placed-file.ts'
import { dict } from '../values.ts'
import { ModuleFailure } from './kit/change.ts'
import { ask, defineModule } from './kit/module.ts'
import { bool, path, pathOnHostIf, str } from './kit/option.ts'
import { compile } from './shared/edit-lines.ts'
import { attributeQueries, fileAttributeOptions } from './shared/file-attributes.ts'
import { backupOf, placedResult, placeFile, sourceOf } from './shared/place-file.ts'

type Fragments = ReadonlyMap<string, Buffer> | null

interface Options {
  readonly src: string
  readonly delimiter: string | undefined
  readonly regexp: string | undefined
  readonly ignore_hidden: boolean
}

/** Makes one file of the files of a directory. */
export default defineModule({
  name: 'assemble',
  summary: 'Make one file of the files of a directory, in the order of their names.',
  options: {
    src: pathOnHostIf('remote_src', { required: true, help: 'The directory.' }),
    dest: path({ required: true, help: 'The file to make.' }),
    remote_src: bool({ default: true, help: 'The directory is on the host.' }),
    delimiter: str({ help: 'What stands between the parts.' }),
    regexp: str({ help: 'Only files whose names match this.' }),
    ignore_hidden: bool({ default: false, help: 'Leave out files whose names start with a dot.' }),
    backup: bool({ default: false, help: 'Keep a copy of the file before it is changed.' }),
    validate: str({ help: 'A command that must succeed on the new file; `%s` stands for its name.' }),
    decrypt: bool({ default: true, help: 'Decrypt parts that are vault-encrypted.' }),
    ...fileAttributeOptions,
  },
  rules: { missing: 'src and dest are required' },
  async prepare({ src, remote_src, decrypt }, controller): Promise<Fragments> {
    if (remote_src) return null
    const directory = controller.find('files', src)
    if (!(await statLocal(directory)).isDirectory()) throw new ModuleFailure(`Source (${src}) is not a directory`)
    const names = (await readdir(directory, { withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
    const read = (file: string): Promise<Buffer> => (decrypt ? controller.read(file, { decrypt }) : readFile(file))
    return new Map(await Promise.all(names.map(async (name) => [name, await read(join(directory, name))] as const)))
  },
  *inspect(options, local) {
    const parts = local ?? (yield* ask({ parts: fragments(options.src) })).parts
    const wanted = parts === null ? undefined : (sourceOf(joined(options, parts), options.src).sha1 as string)
    return {
      parts: local === null ? fragments(options.src) : none<Fragments>(null),
      placed: placedFile({ dest: options.dest, wanted, follow: true }),
      ...attributeQueries(options, options.dest),
    }
  },
  plan(options, { parts, placed, ...accounts }, local) {
    const given = local ?? parts
    if (given === null) throw new ModuleFailure(`Source (${options.src}) does not exist`)
    const source = sourceOf(joined(options, given), options.src)
    return placeFile({ ...options, follow: true }, { source, placed, accounts })
  },
  returns: ({ options, prepared, before, after, changed }) => {
    const source = sourceOf(joined(options, prepared ?? before.parts ?? new Map()), options.src)
    const backup_file = changed ? backupOf(options, before.placed) : undefined
    const { path: _, ...placed } = placedResult({ source, before: before.placed, after: after.placed }, changed)
    return dict({
      ...placed,
      md5sum: source.md5,
      src: options.src,
      msg: 'OK',
      backup_file,
    })
  },
})

/** The parts in order, a newline after each, and the delimiter between them. */
const joined = ({ delimiter, regexp, ignore_hidden }: Options, parts: ReadonlyMap<string, Buffer>): Buffer => {
  const pattern = regexp === undefined ? undefined : compile(regexp)
  const names = [...parts.keys()].filter(
    (name) => (!pattern || pattern.search(name)) && !(ignore_hidden && name.startsWith('.')),
  )
  const between = delimiter ? unescaped(delimiter) : ''
  const chunks: Buffer[] = []
  for (const [at, name] of names.sort().entries()) {
    const last = chunks.at(-1)
    if (at > 0 && last && last.at(-1) !== 10) chunks.push(Buffer.from('\n'))
    if (at > 0 && between !== '') chunks.push(Buffer.from(between.endsWith('\n') ? between : `${between}\n`))
    chunks.push(parts.get(name) as Buffer)
  }
  return Buffer.concat(chunks)
}

const unescaped = (text: string): string =>
  text.replace(/\\([ntr\\])/g, (_all, name: string) => ({ n: '\n', t: '\t', r: '\r' })[name] ?? name)
