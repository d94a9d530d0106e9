import type { PlacedFile } from '../remote/queries/placed-file.ts'
import { dict } from '../values.ts'
import { ModuleFailure, type Planned, warning } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { bool, choice, path, str } from './kit/option.ts'
import {
  attributesDiffer,
  editedFile,
  editFile,
  readText,
  refuseDirectory,
  withAttributeNote,
} from './shared/edit-file.ts'
import { addLine, type EditedLines, type LineOptions, removeLines } from './shared/edit-lines.ts'
import { attributeQueries, fileAttributeOptions } from './shared/file-attributes.ts'
import { backupOf } from './shared/place-file.ts'

interface Options extends LineOptions {
  readonly path: string
  readonly state: 'absent' | 'present'
  readonly create: boolean
}

/** Puts a line into a file, replaces one, or removes lines. */
export default defineModule({
  name: 'lineinfile',
  summary: 'Put a line into a file, replace one, or remove lines.',
  options: {
    path: path({ required: true, aliases: ['dest', 'destfile', 'name'], help: 'The file.' }),
    state: choice(['absent', 'present'], { default: 'present', help: 'Whether the line is to be there.' }),
    regexp: str({ aliases: ['regex'], help: 'A regular expression for the line to replace or remove.' }),
    search_string: str({ help: 'A text of the line to replace or remove.' }),
    line: str({ aliases: ['value'], help: 'The line.' }),
    backrefs: bool({
      default: false,
      help: "Fill the line with the expression's groups; do nothing where it doesn't match.",
    }),
    insertafter: str({ help: 'A regular expression for the line to insert after, or EOF.' }),
    insertbefore: str({ help: 'A regular expression for the line to insert before, or BOF.' }),
    create: bool({ default: false, help: 'Make the file where it is not there.' }),
    backup: bool({ default: false, help: 'Keep a copy of the file before it is changed.' }),
    firstmatch: bool({ default: false, help: 'The first line that matches counts, not the last.' }),
    validate: str({ help: 'A command that must succeed on the new file; `%s` stands for its name.' }),
    ...fileAttributeOptions,
  },
  rules: {
    mutuallyExclusive: [
      ['insertbefore', 'insertafter'],
      ['regexp', 'search_string'],
      ['backrefs', 'search_string'],
    ],
  },
  inspect: (options) => ({ placed: editedFile(options.path), ...attributeQueries(options, options.path) }),
  *plan(options, { placed, ...accounts }): Iterable<Planned> {
    check(options)
    refuseDirectory(options.path, placed)
    if (options.regexp === '') yield warning(emptyRegexp)
    if (options.search_string === '') yield warning(emptyText('search string'))
    const before = readText(placed)
    if (!before && options.state === 'absent') return
    if (!before && !options.create) {
      throw new ModuleFailure(`Destination ${options.path} does not exist !`, dict({ rc: 257 }))
    }
    const { text } = edit(options, placed)
    if (!before && text === '') return
    yield* editFile(options, { placed, accounts, text, encoding: before?.encoding })
  },
  returns: ({ options, before, after, changed }) => {
    if (!before.placed.target && options.state === 'absent') return dict({ msg: 'file not present' })
    const { message, found } = edit(options, before.placed)
    const msg = withAttributeNote(message, changed && attributesDiffer(before.placed, after.placed))
    const backup = changed && message !== '' ? (backupOf(options, before.placed) ?? '') : ''
    return dict({ msg, backup, ...(options.state === 'absent' ? { found } : {}) })
  },
})

const emptyText = (what: string): string =>
  `The ${what} is an empty string, which will match every line in the file. This may have unintended consequences, such as replacing the last line in the file rather than appending.`

const emptyRegexp = `${emptyText('regular expression')} If this is desired, use '^' to match every line in the file and avoid this warning.`

const check = ({ state, line, regexp, search_string, backrefs }: Options): void => {
  if (state === 'absent') {
    if (line !== undefined || regexp !== undefined || search_string !== undefined) return
    throw new ModuleFailure('one of line, search_string, or regexp is required with state=absent')
  }
  if (backrefs && regexp === undefined) throw new ModuleFailure('regexp is required with backrefs=true')
  if (line === undefined) throw new ModuleFailure('line is required with state=present')
}

const edit = (options: Options, placed: PlacedFile): EditedLines => {
  const text = readText(placed)?.text ?? ''
  return options.state === 'absent' ? removeLines(text, options) : addLine(text, options)
}
