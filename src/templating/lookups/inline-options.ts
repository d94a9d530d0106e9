/** Options inside a lookup's term, as older playbooks write them: `'key file=x.csv col=2'`. */
import { stripEnd } from '../python/lines.ts'

export interface InlineOptions {
  /** What is no option, with its spaces. */
  readonly text: string
  readonly options: ReadonlyMap<string, string>
}

const WORD = /(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\{\{[\s\S]*?\}\}|[^\s"']|["'])+/g

/** Splits a term at spaces outside quotes; words with `=` are options. */
export const inlineOptions = (term: string): InlineOptions => {
  const words = term.match(WORD) ?? []
  const options = new Map<string, string>()
  const rest: string[] = []
  for (const word of words) {
    const equals = word.search(/(?<=[^\\])=/)
    if (equals > 0) options.set(word.slice(0, equals).trim(), unquote(word.slice(equals + 1)))
    else rest.push(word.replaceAll('\\=', '='))
  }
  return { text: rest.join(' '), options }
}

/** The text without the quotes around it. */
export const unquote = (text: string): string => {
  const trimmed = stripEnd(text)
  return /^(["'])[\s\S]*\1$/.test(trimmed) && trimmed.length > 1 ? trimmed.slice(1, -1) : text
}
