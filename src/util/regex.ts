/** Python's `re` module over JavaScript's regular expressions. */
import { BoundedCache } from './bounded-cache.ts'
import { type EmittedRegex, emitRegex } from './regex/emit.ts'
import { parseRegex } from './regex/parse.ts'
import { parseReplacement, type ReplacementPart } from './regex/replacement.ts'
import type { RegexFlags, RegexPattern } from './regex/syntax.ts'

export { RegexError } from './regex/syntax.ts'

/** One match; `groups` has what each group matched, undefined for those that took no part. */
export interface RegexMatch {
  readonly start: number
  readonly end: number
  readonly text: string
  /** The groups from 1 on. */
  readonly groups: readonly (string | undefined)[]
}

/** A compiled pattern. Offsets count UTF-16 units. */
export class PythonRegex {
  readonly groupCount: number
  readonly groupNames: ReadonlyMap<string, number>
  readonly #pattern: RegexPattern
  readonly #anywhere: Matcher
  readonly #here: Matcher
  #advancing: Matcher | undefined

  constructor(pattern: string, flags: Partial<RegexFlags> = {}) {
    this.#pattern = parseRegex(pattern, flags)
    this.groupCount = this.#pattern.groupCount
    this.groupNames = this.#pattern.groupNames
    const emitted = emitRegex(this.#pattern)
    this.#anywhere = matcher(emitted, 'g')
    this.#here = matcher(emitted, 'y')
  }

  /** The first match at or after the offset. */
  search(text: string, from = 0): RegexMatch | undefined {
    return run(this.#anywhere, text, from)
  }

  /** The match at the start of the text. */
  match(text: string): RegexMatch | undefined {
    return run(this.#here, text, 0)
  }

  /** All matches that don't overlap, from left to right, empty ones too. */
  *all(text: string): Generator<RegexMatch> {
    for (let from = 0; from <= text.length; ) {
      const found = this.search(text, from)
      if (!found) return
      yield found
      from = found.end
      if (found.start !== found.end) continue
      const next = this.#advance(text, from)
      if (next) yield next
      from = next ? next.end : from + codePointLength(text, from)
    }
  }

  /** The list that `re.findall` gives: whole matches, or the one group, or lists of the groups; the first of them with `most`. */
  findAll(text: string, most = Number.POSITIVE_INFINITY): (string | string[])[] {
    const found: (string | string[])[] = []
    for (const match of this.all(text)) {
      if (found.length >= most) break
      found.push(listed(match))
    }
    return found
  }

  /** Replaces matches, all where the count is 0, by Python's replacement text (`\1`, `\g<name>`, `\n`). */
  replace(text: string, replacement: string, count = 0): { text: string; count: number } {
    const parts = parseReplacement(replacement, this.#pattern)
    let result = ''
    let end = 0
    let done = 0
    for (const found of this.all(text)) {
      if (count !== 0 && done >= count) break
      result += text.slice(end, found.start) + expand(parts, found)
      end = found.end
      done += 1
    }
    return { text: result + text.slice(end), count: done }
  }

  /** The text expanded for a match: `\1`, `\g<name>`. */
  expand(found: RegexMatch, replacement: string): string {
    return expand(parseReplacement(replacement, this.#pattern), found)
  }

  /** The pieces between matches, with what the groups matched, at most `limit` splits unless 0. */
  split(text: string, limit = 0): (string | null)[] {
    const pieces: (string | null)[] = []
    let end = 0
    let done = 0
    for (const found of this.all(text)) {
      if (limit > 0 && done === limit) break
      pieces.push(text.slice(end, found.start), ...found.groups.map((group) => group ?? null))
      end = found.end
      done += 1
    }
    return [...pieces, text.slice(end)]
  }

  /** After an empty match Python tries for one that isn't empty at the same place. */
  #advance(text: string, from: number): RegexMatch | undefined {
    this.#advancing ??= matcher(emitRegex(this.#pattern, true), 'y')
    return run(this.#advancing, text, from)
  }
}

const listed = ({ text, groups }: RegexMatch): string | string[] => {
  if (groups.length === 0) return text
  return groups.length === 1 ? (groups[0] ?? '') : groups.map((group) => group ?? '')
}

const expand = (parts: readonly ReplacementPart[], found: RegexMatch): string =>
  parts
    .map((part) => (typeof part === 'string' ? part : part === 0 ? found.text : (found.groups[part - 1] ?? '')))
    .join('')

interface Matcher {
  readonly regex: RegExp
  readonly groups: readonly number[]
}

const matcher = (emitted: EmittedRegex, mode: 'g' | 'y'): Matcher => ({
  regex: new RegExp(emitted.source, emitted.flags + mode),
  groups: emitted.groups,
})

const run = ({ regex, groups }: Matcher, text: string, from: number): RegexMatch | undefined => {
  regex.lastIndex = from
  const found = regex.exec(text)
  if (!found) return undefined
  const [whole] = found
  return {
    start: found.index,
    end: found.index + whole.length,
    text: whole,
    groups: groups.slice(1).map((index) => found[index]),
  }
}

const codePointLength = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)

const cache = new BoundedCache<PythonRegex>({ entries: 512, characters: 500_000 })

/** The compiled pattern, from a cache. */
export const compileRegex = (pattern: string, flags: Partial<RegexFlags> = {}): PythonRegex => {
  const key = `${flags.ignoreCase ? 'i' : ''}${flags.multiline ? 'm' : ''}${flags.dotAll ? 's' : ''}${flags.verbose ? 'x' : ''}${flags.ascii ? 'a' : ''}/${pattern}`
  return cache.get(key, () => new PythonRegex(pattern, flags))
}

/** The text with all that has a meaning in a pattern escaped, as `re.escape` does. */
export const escapeRegex = (text: string): string => text.replace(/[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g, '\\$&')
