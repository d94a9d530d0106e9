import type { PlacedFile } from '../remote/queries/placed-file.ts'
import { RegexError } from '../util/regex.ts'
import { dict } from '../values.ts'
import { ModuleFailure } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { bool, path, str } from './kit/option.ts'
import {
  attributesDiffer,
  editedFile,
  editFile,
  readText,
  refuseDirectory,
  withAttributeNote,
} from './shared/edit-file.ts'
import { compile } from './shared/edit-lines.ts'
import { attributeQueries, fileAttributeOptions } from './shared/file-attributes.ts'
import { backupOf } from './shared/place-file.ts'

interface Options {
  readonly path: string
  readonly regexp: string
  readonly replace: string
  readonly after: string | undefined
  readonly before: string | undefined
}

/** Replaces all matches of a regular expression in a file. */
export default defineModule({
  name: 'replace',
  summary: 'Replace all matches of a regular expression in a file.',
  options: {
    path: path({ required: true, aliases: ['dest', 'destfile', 'name'], help: 'The file.' }),
    regexp: str({ required: true, help: 'The regular expression; `^` and `$` match at each line.' }),
    replace: str({ default: '', help: 'What stands in for a match; `\\1` for a group.' }),
    after: str({ help: 'Only text after a match of this expression is touched.' }),
    before: str({ help: 'Only text before a match of this expression is touched.' }),
    backup: bool({ default: false, help: 'Keep a copy of the file before it is changed.' }),
    validate: str({ help: 'A command that must succeed on the new file; `%s` stands for its name.' }),
    encoding: str({ default: 'utf-8', help: 'The encoding of the file.' }),
    ...fileAttributeOptions,
  },
  inspect: (options) => ({ placed: editedFile(options.path), ...attributeQueries(options, options.path) }),
  plan(options, { placed, ...accounts }) {
    refuseDirectory(options.path, placed)
    const before = readText(placed)
    if (!before) throw new ModuleFailure(`Path ${options.path} does not exist !`, dict({ rc: 257 }))
    return editFile(options, {
      placed,
      accounts,
      text: edit(options, before.text).text,
      encoding: before.encoding,
      title: placed.path,
    })
  },
  returns: ({ options, before, after, changed }) => {
    const { message } = edit(options, readText(before.placed as PlacedFile)?.text ?? '')
    const msg = withAttributeNote(message, changed && attributesDiffer(before.placed, after.placed))
    return dict({ msg, rc: 0, backup_file: changed ? backupOf(options, before.placed) : undefined })
  },
})

const edit = (options: Options, text: string): { text: string; message: string } => {
  const section = sectionOf(options, text)
  if (!section) {
    const message = `Pattern for before/after params did not match the given file: ${sectionPattern(options)}`
    return { text, message }
  }
  const { text: replaced, count } = replaceIn(text.slice(section.start, section.end), options)
  const result = text.slice(0, section.start) + replaced + text.slice(section.end)
  return { text: result, message: count > 0 && result !== text ? `${count} replacements made` : '' }
}

const replaceIn = (text: string, { regexp, replace }: Options): { text: string; count: number } => {
  try {
    return compile(regexp, { multiline: true }).replace(text, replace)
  } catch (error) {
    if (error instanceof RegexError) throw new ModuleFailure(`Unable to process replace due to error: ${error.message}`)
    throw error
  }
}

const sectionPattern = ({ after, before }: Options): string => {
  if (after !== undefined && before !== undefined) return `${after}(?P<subsection>.*?)${before}`
  return after === undefined ? `(?P<subsection>.*)${before}` : `${after}(?P<subsection>.*)`
}

/** Where replacements may be made; the whole text unless `after` or `before` is given. */
const sectionOf = (options: Options, text: string): { start: number; end: number } | undefined => {
  if (options.after === undefined && options.before === undefined) return { start: 0, end: text.length }
  const pattern = compile(sectionPattern(options), { dotAll: true })
  const match = pattern.search(text)
  if (!match) return undefined
  const inner = match.groups[(pattern.groupNames.get('subsection') ?? 1) - 1] ?? ''
  const head = options.after === undefined ? 0 : lengthOfHead(options.after, match.text)
  return { start: match.start + head, end: match.start + head + inner.length }
}

/** How much of the match the expression before the section took. */
const lengthOfHead = (after: string, matched: string): number =>
  compile(after, { dotAll: true }).match(matched)?.text.length ?? 0
