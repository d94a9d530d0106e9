import type { PlacedFile } from '../remote/queries/placed-file.ts'
import { dict } from '../values.ts'
import { ModuleFailure } from './kit/change.ts'
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
import { compile } from './shared/edit-lines.ts'
import { attributeQueries, fileAttributeOptions } from './shared/file-attributes.ts'
import { backupOf } from './shared/place-file.ts'

interface Options {
  readonly path: string
  readonly state: 'absent' | 'present'
  readonly block: string
  readonly marker: string
  readonly marker_begin: string
  readonly marker_end: string
  readonly insertafter: string | undefined
  readonly insertbefore: string | undefined
  readonly append_newline: boolean
  readonly prepend_newline: boolean
}

/** Keeps a block of lines between two markers in a file. */
export default defineModule({
  name: 'blockinfile',
  summary: 'Keep a block of lines between two markers in a file.',
  options: {
    path: path({ required: true, aliases: ['dest', 'destfile', 'name'], help: 'The file.' }),
    state: choice(['absent', 'present'], { default: 'present', help: 'Whether the block is to be there.' }),
    block: str({ default: '', aliases: ['content'], help: 'The lines; none removes the block.' }),
    marker: str({ default: '# {mark} ANSIBLE MANAGED BLOCK', help: 'The lines around the block.' }),
    marker_begin: str({ default: 'BEGIN', help: 'What `{mark}` is before the block.' }),
    marker_end: str({ default: 'END', help: 'What `{mark}` is after the block.' }),
    insertafter: str({ help: 'A regular expression for the line to insert after, or EOF.' }),
    insertbefore: str({ help: 'A regular expression for the line to insert before, or BOF.' }),
    create: bool({ default: false, help: 'Make the file where it is not there.' }),
    backup: bool({ default: false, help: 'Keep a copy of the file before it is changed.' }),
    append_newline: bool({ default: false, help: 'Keep an empty line after the block.' }),
    prepend_newline: bool({ default: false, help: 'Keep an empty line before the block.' }),
    validate: str({ help: 'A command that must succeed on the new file; `%s` stands for its name.' }),
    ...fileAttributeOptions,
  },
  rules: { mutuallyExclusive: [['insertbefore', 'insertafter']] },
  inspect: (options) => ({ placed: editedFile(options.path), ...attributeQueries(options, options.path) }),
  plan(options, { placed, ...accounts }) {
    refuseDirectory(options.path, placed)
    const before = readText(placed)
    if (!before && !options.create) throw new ModuleFailure(`Path ${options.path} does not exist !`, dict({ rc: 257 }))
    return editFile(options, { placed, accounts, text: edit(options, before?.text ?? ''), encoding: before?.encoding })
  },
  returns: ({ options, before, after, changed }) => {
    const msg = withAttributeNote(
      message(options, before.placed),
      changed && attributesDiffer(before.placed, after.placed),
    )
    return dict({ msg, backup_file: changed ? backupOf(options, before.placed) : undefined })
  },
})

const message = (options: Options, placed: PlacedFile): string => {
  const before = readText(placed)?.text
  if (before === undefined) return 'File created'
  if (edit(options, before) === before) return ''
  return hasBlock(options) ? 'Block inserted' : 'Block removed'
}

const hasBlock = ({ state, block }: Options): boolean => state === 'present' && block !== ''

const linesOf = (text: string): string[] => text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? []

const edit = (options: Options, text: string): string => {
  const [begin, end] = [options.marker_begin, options.marker_end].map(
    (mark) => `${options.marker.replaceAll('{mark}', () => mark)}\n`,
  ) as [string, string]
  const body = options.block.endsWith('\n') ? options.block : `${options.block}\n`
  const block = hasBlock(options) ? [begin, ...linesOf(body), end] : []
  const { lines, at } = without(linesOf(text), { begin, end, options, text })
  const before = lines.slice(0, at)
  const after = lines.slice(at)
  const last = before.at(-1)
  if (last !== undefined && !last.endsWith('\n')) before[before.length - 1] = `${last}\n`
  if (block.length > 0 && options.prepend_newline && before.length > 0 && before.at(-1) !== '\n') before.push('\n')
  if (block.length > 0 && options.append_newline && after.length > 0 && after[0] !== '\n') block.push('\n')
  return [...before, ...block, ...after].join('')
}

interface Search {
  readonly begin: string
  readonly end: string
  readonly options: Options
  readonly text: string
}

/** The lines without the present block, and where the new one goes. */
const without = (lines: string[], { begin, end, options, text }: Search): { lines: string[]; at: number } => {
  const first = lines.lastIndexOf(begin)
  const last = lines.findLastIndex((line) => line === end || line === end.slice(0, -1))
  if (first < 0 || last < 0) return { lines, at: insertionPoint(lines, options, text) }
  const [from, to] = [Math.min(first, last), Math.max(first, last)]
  return { lines: [...lines.slice(0, from), ...lines.slice(to + 1)], at: from }
}

const insertionPoint = (lines: readonly string[], { insertafter, insertbefore }: Options, text: string): number => {
  if (insertbefore === 'BOF') return 0
  const source = insertafter ?? insertbefore
  if (source === undefined || source === 'EOF') return lines.length
  const pattern = compile(source)
  const index = /\(\?[a-z]*m[a-z]*\)/.test(source)
    ? lineOf(text, pattern.search(text), insertafter !== undefined)
    : lines.findLastIndex((line) => pattern.search(line) !== undefined)
  if (index < 0) return lines.length
  return insertafter === undefined ? index : index + 1
}

/** The line in which a match of the whole text ends, or starts. */
const lineOf = (text: string, match: { start: number; end: number } | undefined, atEnd: boolean): number =>
  match === undefined ? -1 : text.slice(0, atEnd ? match.end : match.start).split('\n').length - 1
