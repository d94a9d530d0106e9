/** A word of a line, without its quotes, and where it begins in the line. */
export interface Word {
  readonly text: string
  readonly offset: number
}

/** Stands for a line whose last quote is not closed, or that ends with a backslash. */
export class UnclosedQuote extends Error {}

/** The words of a line by the rules of a POSIX shell's quotes, as Python's `shlex.split(line, comments=True)`. */
export const splitHostLine = (line: string): Word[] => {
  const words: Word[] = []
  let at = 0
  while (at < line.length && line[at] !== '#') {
    if (line[at] === ' ' || line[at] === '\t') at += 1
    else {
      const { text, end } = readWord(line, at)
      words.push({ text, offset: at })
      at = end
    }
  }
  return words
}

const readWord = (line: string, start: number): { text: string; end: number } => {
  let text = ''
  let at = start
  for (; at < line.length && !/[ \t#]/.test(line[at]!); at += 1) {
    const char = line[at]!
    if (char === '"' || char === "'") {
      const quoted = readQuoted(line, at)
      text += quoted.text
      at = quoted.end
    } else if (char === '\\') {
      at += 1
      if (at >= line.length) throw new UnclosedQuote('No escaped character')
      text += line[at]
    } else text += char
  }
  return { text, end: at }
}

const readQuoted = (line: string, start: number): { text: string; end: number } => {
  const quote = line[start]!
  let text = ''
  for (let at = start + 1; at < line.length; at += 1) {
    const char = line[at]!
    if (char === quote) return { text, end: at }
    const escapes = char === '\\' && quote === '"' && (line[at + 1] === '"' || line[at + 1] === '\\')
    if (escapes) at += 1
    text += line[at]
  }
  throw new UnclosedQuote('No closing quotation')
}
