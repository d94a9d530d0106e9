/** Parses Python's regular expression syntax, as of Python 3.11. */
import { parseClass, parseEscape } from './parse-escape.ts'
import { RegexReader } from './reader.ts'
import { noFlags, type RegexFlags, type RegexNode, type RegexPattern } from './syntax.ts'
import { checkLookBehinds } from './width.ts'

/** The tree of a pattern. Throws a {@link RegexError} that gives the place when the pattern is malformed. */
export const parseRegex = (source: string, given: Partial<RegexFlags> = {}): RegexPattern => {
  const reader = new RegexReader(source)
  const flags = parseGlobalFlags(reader, { ...noFlags, ...given })
  const root = parseChoice(reader, flags)
  if (!reader.atEnd) throw reader.error('unbalanced parenthesis')
  checkLookBehinds(root, reader)
  return { source, root, flags, groupCount: reader.groupCount, groupNames: reader.groupNames }
}

/** `(?aimsux)` at the start of the pattern sets flags for the whole of it. */
const parseGlobalFlags = (reader: RegexReader, flags: RegexFlags): RegexFlags => {
  let result = flags
  for (;;) {
    const found = /^\(\?([aiLmsux]+)\)/.exec(reader.rest)
    if (!found) return result
    reader.skip(found[0].length)
    result = withFlags(reader, result, { on: found[1] ?? '', off: '' })
  }
}

const flagNames = { i: 'ignoreCase', m: 'multiline', s: 'dotAll', x: 'verbose', a: 'ascii' } as const

const withFlags = (reader: RegexReader, flags: RegexFlags, change: { on: string; off: string }): RegexFlags => {
  const result = { ...flags }
  for (const letter of change.on) {
    if (letter === 'L') throw reader.error("bad inline flags: cannot use 'L' flag with a str pattern")
    if (letter === 'u') result.ascii = false
    else result[flagNames[letter as keyof typeof flagNames]] = true
  }
  for (const letter of change.off) {
    if (!/[imsx]/.test(letter)) throw reader.error("bad inline flags: cannot turn off flags 'a', 'u' and 'L'")
    result[flagNames[letter as keyof typeof flagNames]] = false
  }
  return result
}

const parseChoice = (reader: RegexReader, flags: RegexFlags): RegexNode => {
  const options = [parseSequence(reader, flags)]
  while (reader.accept('|')) options.push(parseSequence(reader, flags))
  return options.length === 1 ? options[0]! : { type: 'choice', options }
}

const parseSequence = (reader: RegexReader, flags: RegexFlags): RegexNode => {
  const items: RegexNode[] = []
  while (!reader.atEnd && reader.peek !== '|' && reader.peek !== ')') {
    if (flags.verbose && skipVerbose(reader)) continue
    const atom = parseAtom(reader, flags)
    if (atom) items.push(parseRepeats(reader, atom, flags))
  }
  return { type: 'sequence', items }
}

const skipVerbose = (reader: RegexReader): boolean => {
  const found = /^(?:[ \t\n\r\f\v]+|#[^\n]*)/.exec(reader.rest)
  if (found) reader.skip(found[0].length)
  return found !== null
}

/** One character, class, assertion or group; undefined for a comment. */
const parseAtom = (reader: RegexReader, flags: RegexFlags): RegexNode | undefined => {
  const char = reader.next()
  if (char === '.') return { type: 'any', flags }
  if (char === '^' || char === '$') return { type: 'anchor', anchor: char, flags }
  if (char === '[') return parseClass(reader, flags)
  if (char === '\\') return parseEscape(reader, flags)
  if (char === '(') return parseGroup(reader, flags)
  if (char === '*' || char === '+' || char === '?') throw reader.error('nothing to repeat', -1)
  if (char === '{' && /^(?:\d+(?:,\d*)?|,\d*)\}/.test(reader.rest)) throw reader.error('nothing to repeat', -1)
  return { type: 'char', code: char.codePointAt(0)!, flags }
}

const quantifier = /^(?:([*+?])|\{(\d*)(,?)(\d*)\})([?+]?)/

const parseRepeats = (reader: RegexReader, atom: RegexNode, flags: RegexFlags): RegexNode => {
  if (flags.verbose) while (skipVerbose(reader));
  const found = quantifier.exec(reader.rest)
  const bounds = found && repeatBounds(found)
  if (!found || !bounds) return atom
  if (atom.type === 'anchor') throw reader.error('nothing to repeat')
  if (bounds.max < bounds.min) throw reader.error('min repeat greater than max repeat')
  reader.skip(found[0].length)
  const mode = found[5] === '?' ? 'lazy' : found[5] === '+' ? 'possessive' : 'greedy'
  const rest = quantifier.exec(reader.rest)
  if (rest && repeatBounds(rest)) throw reader.error('multiple repeat')
  return { type: 'repeat', ...bounds, mode, body: atom }
}

/** The bounds a quantifier gives; undefined for braces that stand for themselves. */
const repeatBounds = (found: RegExpExecArray): { min: number; max: number } | undefined => {
  const [, sign, low, comma, high] = found
  if (sign === '*') return { min: 0, max: Number.POSITIVE_INFINITY }
  if (sign === '+') return { min: 1, max: Number.POSITIVE_INFINITY }
  if (sign === '?') return { min: 0, max: 1 }
  if (!low && !comma) return undefined
  const min = low ? Number(low) : 0
  return { min, max: high ? Number(high) : comma ? Number.POSITIVE_INFINITY : min }
}

const parseGroup = (reader: RegexReader, flags: RegexFlags): RegexNode | undefined => {
  if (!reader.accept('?')) return captured(reader, flags, undefined)
  if (reader.accept('P')) return parseNamed(reader, flags)
  if (reader.accept(':')) return closed(reader, flags)
  if (reader.accept('>')) return { type: 'atomic', body: closed(reader, flags) }
  if (reader.accept('#')) return skipComment(reader)
  if (reader.accept('(')) throw reader.error('conditional groups (?(…)…|…) are not supported')
  const look = /^(<?)([=!])/.exec(reader.rest)
  if (look) {
    reader.skip(look[0].length)
    return { type: 'look', behind: look[1] === '<', negated: look[2] === '!', body: closed(reader, flags) }
  }
  return parseScopedFlags(reader, flags)
}

const parseScopedFlags = (reader: RegexReader, flags: RegexFlags): RegexNode => {
  const found = /^([aiLmsux]*)(?:-([aiLmsux]+))?([:)])/.exec(reader.rest)
  if (!found) throw reader.error(`unknown extension ?${reader.rest.slice(0, 1)}`)
  if (found[3] === ')') throw reader.error('global flags not at the start of the expression')
  reader.skip(found[0].length)
  return closed(reader, withFlags(reader, flags, { on: found[1] ?? '', off: found[2] ?? '' }))
}

const parseNamed = (reader: RegexReader, flags: RegexFlags): RegexNode => {
  if (reader.accept('=')) {
    const name = reader.until(')')
    const index = reader.groupNames.get(name)
    if (index === undefined) throw reader.error(`unknown group name '${name}'`)
    return { type: 'reference', index }
  }
  if (!reader.accept('<')) throw reader.error(`unknown extension ?P${reader.rest.slice(0, 1)}`)
  const name = reader.until('>')
  if (!/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name)) throw reader.error(`bad character in group name '${name}'`)
  return captured(reader, flags, name)
}

const captured = (reader: RegexReader, flags: RegexFlags, name: string | undefined): RegexNode => {
  const index = reader.openGroup(name)
  return { type: 'group', index, name, body: closed(reader, flags) }
}

const closed = (reader: RegexReader, flags: RegexFlags): RegexNode => {
  const body = parseChoice(reader, flags)
  if (!reader.accept(')')) throw reader.error('missing ), unterminated subpattern')
  return body
}

const skipComment = (reader: RegexReader): undefined => {
  reader.until(')')
  return undefined
}
