/** Writes the tree of a Python pattern as a JavaScript pattern with the `v` flag. */
import type { Category, ClassItem, RegexFlags, RegexNode, RegexPattern } from './syntax.ts'

/** A pattern for `RegExp`: where each of Python's groups went, since helper groups shift them. */
export interface EmittedRegex {
  readonly source: string
  readonly flags: string
  /** Index of the JavaScript group for each Python group; the first entry is the whole match. */
  readonly groups: readonly number[]
}

/** @param advance true for a variant that doesn't match the empty text. */
export const emitRegex = (pattern: RegexPattern, advance = false): EmittedRegex => {
  const emitter = new Emitter(caseMode(pattern.root))
  const rest = advance ? emitter.newGroup() : 0
  const body = emitter.emit(pattern.root)
  // The text that is left at the start must not be what is left at the end.
  const source = advance ? `(?=([\\s\\S]*))(?:${body})(?!\\${rest}(?![\\s\\S]))` : body
  return { source, flags: emitter.ignoreCase === 'all' ? 'vi' : 'v', groups: emitter.groups }
}

type CaseMode = 'none' | 'some' | 'all'

const caseMode = (root: RegexNode): CaseMode => {
  const seen = new Set<boolean>()
  const visit = (node: RegexNode): void => {
    if (node.type === 'char' || node.type === 'class') seen.add(node.flags.ignoreCase)
    else if (node.type === 'sequence') node.items.forEach(visit)
    else if (node.type === 'choice') node.options.forEach(visit)
    else if ('body' in node) visit(node.body)
  }
  visit(root)
  return seen.size === 2 ? 'some' : seen.has(true) ? 'all' : 'none'
}

class Emitter {
  readonly groups: number[] = [0]
  readonly ignoreCase: CaseMode
  #count = 0

  constructor(ignoreCase: CaseMode) {
    this.ignoreCase = ignoreCase
  }

  newGroup(): number {
    this.#count += 1
    return this.#count
  }

  emit(node: RegexNode): string {
    switch (node.type) {
      case 'char':
        return this.#class([{ from: node.code, to: node.code }], node.flags)
      case 'class':
        return this.#class(node.items, node.flags, node.negated)
      case 'any':
        return node.flags.dotAll ? '[\\s\\S]' : '[^\\n]'
      case 'anchor':
        return anchors[node.anchor](node.flags)
      case 'group':
        this.groups[node.index] = this.newGroup()
        return `(${this.emit(node.body)})`
      case 'look':
        return `(?${node.behind ? '<' : ''}${node.negated ? '!' : '='}${this.emit(node.body)})`
      case 'atomic':
        return this.#atomic(node.body)
      case 'reference':
        return `(?:\\${this.groups[node.index] ?? 0})`
      case 'repeat':
        return this.#repeat(node)
      case 'sequence':
        return node.items.map((item) => this.emit(item)).join('')
      case 'choice':
        return `(?:${node.options.map((option) => this.emit(option)).join('|')})`
    }
  }

  /** What a look-ahead captured can't be given back, so this is Python's `(?>…)`. */
  #atomic(body: RegexNode): string {
    const index = this.newGroup()
    return `(?:(?=(${this.emit(body)}))\\${index})`
  }

  #repeat(node: RegexNode & { type: 'repeat' }): string {
    if (node.mode === 'possessive') return this.#atomic({ ...node, mode: 'greedy' })
    const max = node.max === Number.POSITIVE_INFINITY ? '' : node.max
    return `(?:${this.emit(node.body)}){${node.min},${max}}${node.mode === 'lazy' ? '?' : ''}`
  }

  #class(items: readonly ClassItem[], flags: RegexFlags, negated = false): string {
    const expand = flags.ignoreCase && this.ignoreCase === 'some'
    const members = expand ? items.flatMap(bothCases) : items
    const [only] = members
    if (!negated && members.length === 1 && only && 'from' in only && only.from === only.to) return escaped(only.from)
    return `[${negated ? '^' : ''}${members.map((item) => emitItem(item, flags)).join('')}]`
  }
}

const escaped = (code: number): string => {
  const char = String.fromCodePoint(code)
  if (/[a-zA-Z0-9_]/.test(char)) return char
  return `\\u{${code.toString(16)}}`
}

const emitItem = (item: ClassItem, flags: RegexFlags): string => {
  if ('category' in item) return emitCategory(item.category, flags)
  return item.from === item.to ? escaped(item.from) : `${escaped(item.from)}-${escaped(item.to)}`
}

const categories = {
  d: { unicode: '\\p{Nd}', ascii: '0-9' },
  s: {
    unicode: '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000',
    ascii: '\\t-\\r\\x20',
  },
  w: { unicode: '\\p{L}\\p{N}_', ascii: 'a-zA-Z0-9_' },
}

const emitCategory = (category: Category, flags: RegexFlags): string => {
  const lower = category.toLowerCase() as 'd' | 's' | 'w'
  const members = categories[lower][flags.ascii ? 'ascii' : 'unicode']
  return `[${category === lower ? '' : '^'}${members}]`
}

const boundary = (flags: RegexFlags, sides: { readonly same: boolean }): string => {
  const word = emitCategory('w', flags)
  return sides.same
    ? // Python's \\B doesn't match the empty text.
      `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word})(?:(?<=[\\s\\S])|(?=[\\s\\S])))`
    : `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`
}

// JavaScript's own anchors take \r and other characters for line ends.
const anchors = {
  A: () => '(?<![\\s\\S])',
  Z: () => '(?![\\s\\S])',
  '^': (flags: RegexFlags) => (flags.multiline ? '(?<![^\\n])' : '(?<![\\s\\S])'),
  $: (flags: RegexFlags) => (flags.multiline ? '(?![^\\n])' : '(?=\\n?(?![\\s\\S]))'),
  b: (flags: RegexFlags) => boundary(flags, { same: false }),
  B: (flags: RegexFlags) => boundary(flags, { same: true }),
}

/** The item and its other case; of long ranges only the ASCII letters. */
const bothCases = (item: ClassItem): ClassItem[] => {
  if ('category' in item) return [item]
  if (item.from === item.to) return [item, ...cases(item.from)]
  const lower = overlap(item, 0x61, 0x7a)
  const upper = overlap(item, 0x41, 0x5a)
  return [
    item,
    ...(lower ? [{ from: lower.from - 32, to: lower.to - 32 }] : []),
    ...(upper ? [{ from: upper.from + 32, to: upper.to + 32 }] : []),
  ]
}

const cases = (code: number): ClassItem[] => {
  const char = String.fromCodePoint(code)
  return [char.toLowerCase(), char.toUpperCase()]
    .map((other) => ({ other, code: other.codePointAt(0)! }))
    .filter(({ other, code: otherCode }) => otherCode !== code && [...other].length === 1)
    .map(({ code: otherCode }) => ({ from: otherCode, to: otherCode }))
}

const overlap = (item: { from: number; to: number }, from: number, to: number) => {
  const range = { from: Math.max(item.from, from), to: Math.min(item.to, to) }
  return range.from <= range.to ? range : undefined
}
