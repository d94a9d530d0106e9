/** Where a character of a YAML scalar's text stands in the file. */

/** A scalar as it is written, and the text it stands for. */
export interface WrittenScalar {
  /** The whole file. */
  readonly written: string
  /** Where the text begins in the file: behind the quote, below the `|`. */
  readonly start: number
  readonly text: string
}

/**
 * The offset in the file of an offset in the text: folded lines, indentation and escapes make the two differ. What is
 * not white space stands in both in the same order. `undefined` where the two don't fit.
 */
export const locateInScalar = ({ written, start, text }: WrittenScalar, offset: number): number | undefined => {
  const quote = written[start - 1] === '"' ? '"' : written[start - 1] === "'" ? "'" : ''
  let at = start
  for (let i = 0; i <= offset && i < text.length; i++) {
    if (SPACE.test(text[i]!)) continue
    at = skipSpace(written, at, quote)
    if (i === offset) return at
    const length = lengthOf(written, at, { quote, char: text[i]! })
    if (length === undefined) return undefined
    at += length
  }
  return at
}

const SPACE = /\s/
/** White space by an escape, and a line that goes on. */
const SPACE_ESCAPE = /\\(?:[ntr 0abefvNLP_\t]|\r?\n)/y

const skipSpace = (written: string, from: number, quote: string): number => {
  let at = from
  for (;;) {
    if (at < written.length && SPACE.test(written[at]!)) at++
    else {
      SPACE_ESCAPE.lastIndex = at
      const sequence = quote === '"' ? SPACE_ESCAPE.exec(written) : null
      if (sequence === null) return at
      at += sequence[0].length
    }
  }
}

const lengthOf = (
  written: string,
  at: number,
  { quote, char }: { quote: string; char: string },
): number | undefined => {
  if (quote === "'" && char === "'") return written.startsWith("''", at) ? 2 : undefined
  if (quote !== '"' || written[at] !== '\\') return written[at] === char ? 1 : undefined
  const sequence = /^\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|.)/.exec(written.slice(at, at + 10))
  return sequence?.[0].length
}
