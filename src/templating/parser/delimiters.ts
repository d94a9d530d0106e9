/** The regular expressions that find tags. */
import type { Syntax } from './settings.ts'

/** Compiled patterns; those with the flag `y` match at a place, the others search from it. */
export interface Delimiters {
  readonly begin: RegExp
  readonly commentEnd: RegExp
  readonly rawEnd: RegExp
  readonly blockEnd: RegExp
  readonly variableEnd: RegExp
}

const cache = new Map<string, Delimiters>()

/** The patterns for a syntax, compiled once. */
export const delimitersOf = (syntax: Syntax): Delimiters => {
  const key = JSON.stringify([
    syntax.blockStart,
    syntax.blockEnd,
    syntax.variableStart,
    syntax.variableEnd,
    syntax.commentStart,
    syntax.commentEnd,
    syntax.trimBlocks,
    syntax.lineStatementPrefix,
    syntax.lineCommentPrefix,
  ])
  let found = cache.get(key)
  if (found === undefined) {
    found = compile(syntax)
    cache.set(key, found)
  }
  return found
}

const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

const compile = (syntax: Syntax): Delimiters => {
  const newline = syntax.trimBlocks ? '\\n?' : ''
  const blockStart = quoted(syntax.blockStart)
  const blockEnd = quoted(syntax.blockEnd)
  const anyBlockEnd = `(?:\\+${blockEnd}|-${blockEnd}\\s*|${blockEnd}${newline})`
  const commentEnd = quoted(syntax.commentEnd)
  const variableEnd = quoted(syntax.variableEnd)
  return {
    begin: new RegExp(tagAlternatives(syntax).join('|'), 'gm'),
    commentEnd: new RegExp(`(?:\\+${commentEnd}|-${commentEnd}\\s*|${commentEnd}${newline})`, 'g'),
    rawEnd: new RegExp(`${blockStart}(?<sign>[-+]?)\\s*endraw\\s*${anyBlockEnd}`, 'g'),
    blockEnd: new RegExp(anyBlockEnd, 'y'),
    variableEnd: new RegExp(`-${variableEnd}\\s*|${variableEnd}`, 'y'),
  }
}

/** Longer delimiters go first, so that one may be the beginning of another; `raw` before them all. */
const tagAlternatives = (syntax: Syntax): string[] => {
  const blockStart = quoted(syntax.blockStart)
  const blockEnd = quoted(syntax.blockEnd)
  const tags = [
    { start: syntax.commentStart, pattern: `(?<comment>${quoted(syntax.commentStart)}(?<sign2>[-+]?))` },
    { start: syntax.blockStart, pattern: `(?<block>${blockStart}(?<sign3>[-+]?))` },
    { start: syntax.variableStart, pattern: `(?<variable>${quoted(syntax.variableStart)}(?<sign4>[-+]?))` },
  ]
  tags.sort((a, b) => b.start.length - a.start.length)
  const lines = lineAlternatives(syntax)
  return [
    `(?<raw>${blockStart}(?<sign1>[-+]?)\\s*raw\\s*(?:-${blockEnd}\\s*|${blockEnd}))`,
    ...tags.map((tag) => tag.pattern),
    ...lines,
  ]
}

const lineAlternatives = ({ lineStatementPrefix, lineCommentPrefix }: Syntax): string[] => {
  const found: string[] = []
  if (lineStatementPrefix !== undefined) found.push(`(?<line_statement>^[ \\t\\v]*${quoted(lineStatementPrefix)})`)
  if (lineCommentPrefix !== undefined)
    found.push(`(?<line_comment>(?:^|(?<=\\S))[^\\S\\r\\n]*${quoted(lineCommentPrefix)})`)
  return found
}
