/** The regular expressions that find tags. */
import { BoundedCache } from '../../util/bounded-cache.ts'
import type { Syntax } from './settings.ts'

/** What a tag is, by its beginning. */
export type TagKind = 'raw' | 'comment' | 'block' | 'variable' | 'line_statement' | 'line_comment'

/** Compiled patterns; those with the flag `y` match at a place, the others search from it. */
export interface Delimiters {
  /** Has two groups for each of {@link kinds}: the beginning of such a tag, and its sign. */
  readonly begin: RegExp
  readonly kinds: readonly TagKind[]
  readonly commentEnd: RegExp
  readonly rawEnd: RegExp
  readonly blockEnd: RegExp
  readonly variableEnd: RegExp
}

const ofSyntax = new WeakMap<Syntax, Delimiters>()

/** The patterns for a syntax, compiled once. */
export const delimitersOf = (syntax: Syntax): Delimiters => {
  let found = ofSyntax.get(syntax)
  if (found === undefined) {
    found = alike(syntax)
    ofSyntax.set(syntax, found)
  }
  return found
}

const cache = new BoundedCache<Delimiters>({ entries: 50, characters: 100_000 })

/** The patterns of all syntaxes with these delimiters; the latest ones are kept. */
const alike = (syntax: Syntax): Delimiters => {
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
  return cache.get(key, () => compile(syntax))
}

const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

const compile = (syntax: Syntax): Delimiters => {
  const newline = syntax.trimBlocks ? '\\n?' : ''
  const blockStart = quoted(syntax.blockStart)
  const blockEnd = quoted(syntax.blockEnd)
  const anyBlockEnd = `(?:\\+${blockEnd}|-${blockEnd}\\s*|${blockEnd}${newline})`
  const commentEnd = quoted(syntax.commentEnd)
  const variableEnd = quoted(syntax.variableEnd)
  const tags = tagAlternatives(syntax)
  return {
    begin: new RegExp(tags.map(({ pattern }) => pattern).join('|'), 'gm'),
    kinds: tags.map(({ kind }) => kind),
    commentEnd: new RegExp(`(?:\\+${commentEnd}|-${commentEnd}\\s*|${commentEnd}${newline})`, 'g'),
    rawEnd: new RegExp(`${blockStart}(?<sign>[-+]?)\\s*endraw\\s*${anyBlockEnd}`, 'g'),
    blockEnd: new RegExp(anyBlockEnd, 'y'),
    variableEnd: new RegExp(`-${variableEnd}\\s*|${variableEnd}`, 'y'),
  }
}

interface Alternative {
  readonly kind: TagKind
  /** With two groups: the beginning of the tag and its sign. */
  readonly pattern: string
}

/** Longer delimiters go first, so that one may be the beginning of another; `raw` before them all. */
const tagAlternatives = (syntax: Syntax): Alternative[] => {
  const blockStart = quoted(syntax.blockStart)
  const blockEnd = quoted(syntax.blockEnd)
  const starts: [TagKind, string][] = [
    ['comment', syntax.commentStart],
    ['block', syntax.blockStart],
    ['variable', syntax.variableStart],
  ]
  starts.sort(([, a], [, b]) => b.length - a.length)
  const raw = `(${blockStart}([-+]?)\\s*raw\\s*(?:-${blockEnd}\\s*|${blockEnd}))`
  return [
    { kind: 'raw', pattern: raw },
    ...starts.map(([kind, start]) => ({ kind, pattern: `(${quoted(start)}([-+]?))` })),
    ...lineAlternatives(syntax),
  ]
}

const lineAlternatives = ({ lineStatementPrefix, lineCommentPrefix }: Syntax): Alternative[] => {
  const found: Alternative[] = []
  if (lineStatementPrefix !== undefined)
    found.push({ kind: 'line_statement', pattern: `(^[ \\t\\v]*${quoted(lineStatementPrefix)}())` })
  if (lineCommentPrefix !== undefined)
    found.push({ kind: 'line_comment', pattern: `((?:^|(?<=\\S))[^\\S\\r\\n]*${quoted(lineCommentPrefix)}())` })
  return found
}
