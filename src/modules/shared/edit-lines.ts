/** The lines of a file with one line put in or taken out, by the rules of `lineinfile`. */
import { compileRegex, type PythonRegex, RegexError, type RegexMatch } from '../../util/regex.ts'
import { ModuleFailure } from '../kit/change.ts'

export interface LineOptions {
  readonly line: string | undefined
  readonly regexp: string | undefined
  readonly search_string: string | undefined
  readonly backrefs: boolean
  readonly insertafter: string | undefined
  readonly insertbefore: string | undefined
  readonly firstmatch: boolean
}

export interface EditedLines {
  readonly text: string
  /** `line added`, `line replaced`, `2 line(s) removed`; empty when nothing changes. */
  readonly message: string
  /** How many lines were removed. */
  readonly found: number
}

/** A compiled pattern; a ModuleFailure for one that is malformed. */
export const compile = (pattern: string, flags: Parameters<typeof compileRegex>[1] = {}): PythonRegex => {
  try {
    return compileRegex(pattern, flags)
  } catch (error) {
    if (error instanceof RegexError) throw new ModuleFailure(`Invalid regular expression: ${error.message}`)
    throw error
  }
}

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

const bare = (line: string): string => line.replace(/[\r\n]+$/, '')

/** The text with the line in it. */
export const addLine = (text: string, options: LineOptions): EditedLines => {
  const lines = linesOf(text)
  const line = options.line as string
  const matched = findMatch(lines, options)
  const exact = matched ? undefined : lastIndex(lines, (each) => bare(each) === line)
  const at = matched?.index ?? exact
  if (at !== undefined) return replaceLine(lines, at, newLine(options, matched))
  if (options.backrefs) return { text, message: '', found: 0 }
  return insertLine(lines, line, options)
}

interface Match {
  readonly index: number
  readonly pattern: PythonRegex | undefined
  readonly match: RegexMatch | undefined
}

/** The last line that matches, or with `firstmatch` the first. */
const findMatch = (lines: readonly string[], { regexp, search_string, firstmatch }: LineOptions): Match | undefined => {
  const pattern = regexp === undefined ? undefined : compile(regexp)
  if (!pattern && search_string === undefined) return undefined
  const matches = (line: string) =>
    pattern ? pattern.search(line) !== undefined : line.includes(search_string as string)
  const index = firstmatch ? lines.findIndex(matches) : lines.findLastIndex(matches)
  if (index < 0) return undefined
  return { index, pattern, match: pattern?.search(lines[index] as string) }
}

const lastIndex = (lines: readonly string[], test: (line: string) => boolean): number | undefined => {
  const index = lines.findLastIndex(test)
  return index < 0 ? undefined : index
}

const newLine = ({ line = '', backrefs }: LineOptions, found: Match | undefined): string => {
  const text = backrefs && found?.match && found.pattern ? found.pattern.expand(found.match, line) : line
  return text.endsWith('\n') ? text : `${text}\n`
}

const replaceLine = (lines: string[], at: number, line: string): EditedLines => {
  if (lines[at] === line) return { text: lines.join(''), message: '', found: 0 }
  return { text: lines.with(at, line).join(''), message: 'line replaced', found: 0 }
}

/** Puts the line in where `insertafter` or `insertbefore` says; at the end where they don't match. */
const insertLine = (lines: readonly string[], line: string, options: LineOptions): EditedLines => {
  const added = (at: number, list: readonly string[] = lines): EditedLines => ({
    text: [...list.slice(0, at), `${line}\n`, ...list.slice(at)].join(''),
    message: 'line added',
    found: 0,
  })
  const { insertafter, insertbefore } = options
  if (insertafter === 'BOF' || insertbefore === 'BOF') return added(0)
  const place = placeOf(lines, options)
  if (place === undefined) return added(lines.length, terminated(lines))
  if (insertbefore !== undefined) return added(place)
  const there = place === lines.length ? lines[place - 1] : lines[place]
  if (there !== undefined && bare(there) === line) return { text: lines.join(''), message: '', found: 0 }
  return place === lines.length ? added(place, terminated(lines)) : added(place)
}

/** The index to insert at; `undefined` for the end. */
const placeOf = (
  lines: readonly string[],
  { insertafter, insertbefore, firstmatch }: LineOptions,
): number | undefined => {
  const source = insertafter !== undefined && insertafter !== 'EOF' ? insertafter : insertbefore
  if (source === undefined) return undefined
  const pattern = compile(source)
  const matches = (line: string): boolean => pattern.search(line) !== undefined
  const index = firstmatch ? lines.findIndex(matches) : lines.findLastIndex(matches)
  if (index < 0) return undefined
  return insertafter === undefined || insertafter === 'EOF' ? index : index + 1
}

/** With a newline at the end of the last line. */
const terminated = (lines: readonly string[]): readonly string[] => {
  const last = lines.at(-1)
  return last === undefined || /[\n\r]$/.test(last) ? lines : [...lines.slice(0, -1), `${last}\n`]
}

/** The text without the lines that match. */
export const removeLines = (text: string, { line, regexp, search_string }: LineOptions): EditedLines => {
  const pattern = regexp === undefined ? undefined : compile(regexp)
  const matches = (each: string): boolean => {
    if (pattern) return pattern.search(each) !== undefined
    return search_string === undefined ? bare(each) === line : each.includes(search_string)
  }
  const lines = linesOf(text)
  const kept = lines.filter((each) => !matches(each))
  const found = lines.length - kept.length
  return { text: kept.join(''), message: found > 0 ? `${found} line(s) removed` : '', found }
}
