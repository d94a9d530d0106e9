/**
 * Splitting of option texts such as `src=a dest="b c" mode={{ mode | default('0644') }}`.
 *
 * Words are split at blanks and newlines, but not inside quotes or template blocks. Whether a word opens or closes one
 * is decided word by word, as the reference does, so that odd texts split in the same odd way.
 */

import { type Position, userError } from '../../errors.ts'
import { controlEscapes } from '../../util/control-escapes.ts'
import { type Dict, Template, trustedPart } from '../../values.ts'

/** Options of a text, and what of it was no option. */
export interface KeyValues {
  readonly options: Dict
  /** Words that are no `key=value`, joined as they stood; `undefined` when there are none. */
  readonly rest: string | undefined
}

/** Options that a free-form command may be preceded or followed by. */
const commandOptions: ReadonlySet<string> = new Set([
  'creates',
  'removes',
  'chdir',
  'executable',
  'warn',
  'stdin',
  'stdin_add_newline',
  'strip_empty_ends',
])

/**
 * Reads `key=value` words. For a free-form text (`command: ls a=b chdir=/tmp`) only the command modules' own options are
 * options; all other words stay in `rest`.
 */
export const parseKeyValues = (source: string | Template, freeForm: boolean, position?: Position): KeyValues => {
  const text = source instanceof Template ? source.source : source
  const value = (part: string) => (source instanceof Template ? trustedPart(part, source, position) : part)
  const options: Dict = new Map()
  const rest: string[] = []
  for (const word of splitWords(text, position)) {
    const decoded = decodeEscapes(word)
    const split = equalsSign(decoded)
    if (split === undefined) rest.push(word)
    else if (split < 0) rest.push(decoded.replaceAll('\\=', '='))
    else if (freeForm && !commandOptions.has(decoded.slice(0, split))) rest.push(word)
    else options.set(decoded.slice(0, split).trim(), value(unquote(decoded.slice(split + 1).trim())))
  }
  return { options, rest: rest.length > 0 ? joinWords(rest) : undefined }
}

/** The words of a text; each keeps the blanks and newlines that follow it beyond one blank. */
export const splitWords = (text: string, position?: Position): string[] => {
  if (text === '') return []
  const splitter = new Splitter()
  const lines = text.split('\n')
  lines.forEach((line, index) => {
    const continued = splitter.line(line)
    if (index < lines.length - 1 && !continued) splitter.glue('\n')
  })
  if (splitter.isOpen) {
    throw userError(`failed at splitting arguments, either an unbalanced jinja2 block or quotes: ${text}`, position)
  }
  return splitter.words
}

/** Puts words together again with the blanks and newlines they were split at. */
export const joinWords = (words: readonly string[]): string =>
  words.reduce((text, word) => (text === '' || text.endsWith('\n') ? text + word : `${text} ${word}`), '')

class Splitter {
  readonly words: string[] = []
  #quote: string | undefined
  /** How many `{{`, `{%` and `{#` are open. */
  readonly #depths = [0, 0, 0]

  get isOpen(): boolean {
    return this.#quote !== undefined || this.#inBlock
  }

  get #inBlock(): boolean {
    return this.#depths.some((depth) => depth > 0)
  }

  /** Adds to the last word. */
  glue(text: string): void {
    if (this.words.length === 0) this.words.push('')
    this.words[this.words.length - 1] += text
  }

  /** Takes a line; true when it ends in a backslash word, which joins it to the next. */
  line(line: string): boolean {
    let continued = false
    line.split(' ').forEach((token, index) => {
      if (token === '' && index > 0) this.glue(' ')
      else if (token === '\\' && this.#quote === undefined) continued = true
      else this.#token(token, index)
    })
    return continued
  }

  #token(token: string, index: number): void {
    const wasQuoted = this.#quote !== undefined
    const wasInBlock = this.#inBlock
    this.#quote = quoteAfter(token, this.#quote)
    const quoted = this.#quote !== undefined
    const continues = wasInBlock || wasQuoted
    if (continues) this.glue(index > 0 ? ` ${token}` : token)
    else if (quoted) this.words.push(token)
    const changed = this.#countBlocks(token)
    if (continues || quoted) return
    if (changed || (token !== '' && !this.#inBlock)) this.words.push(token)
  }

  #countBlocks(token: string): boolean {
    let changed = false
    blocks.forEach(([open, close], kind) => {
      const depth = this.#depths[kind]!
      this.#depths[kind] = Math.max(0, depth + count(token, open) - count(token, close))
      changed ||= this.#depths[kind] !== depth
    })
    return changed
  }
}

const blocks = [
  ['{{', '}}'],
  ['{%', '%}'],
  ['{#', '#}'],
] as const

const count = (text: string, part: string): number => text.split(part).length - 1

const quoteAfter = (token: string, quote: string | undefined): string | undefined => {
  let open = quote
  for (let i = 0; i < token.length; i++) {
    const char = token[i]!
    if ((char !== '"' && char !== "'") || token[i - 1] === '\\') continue
    if (open === undefined) open = char
    else if (open === char) open = undefined
  }
  return open
}

/** Where the first `=` stands that isn't escaped; -1 when all are, `undefined` when there is none. A leading one is text. */
const equalsSign = (word: string): number | undefined => {
  if (!word.includes('=')) return undefined
  for (let at = word.indexOf('=', 1); at >= 0; at = word.indexOf('=', at + 1)) if (word[at - 1] !== '\\') return at
  return -1
}

const unquote = (text: string): string => {
  const first = text[0]
  const quoted = text.length > 1 && (first === '"' || first === "'") && text.endsWith(first) && text.at(-2) !== '\\'
  return quoted ? text.slice(1, -1) : text
}

const escapeSequence = /\\(?:U([0-9a-fA-F]{8})|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\\'"abfnrtv]))/g

const decodeEscapes = (word: string): string =>
  word.includes('\\')
    ? word.replace(escapeSequence, (_, long?: string, short?: string, byte?: string, named?: string) => {
        const hex = long ?? short ?? byte
        return hex === undefined ? (controlEscapes[named!] ?? named!) : String.fromCodePoint(Number.parseInt(hex, 16))
      })
    : word
