/** The words of a command line as Python's `shlex.split` gives them (POSIX mode). Throws an Error for an open quote. */
export const splitWords = (text: string): string[] => {
  const words: string[] = []
  let word: string | undefined
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string
    if (/[ \t\r\n]/.test(char)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else if (char === "'" || char === '"') {
      const [part, end] = readQuoted(text, at)
      word = (word ?? '') + part
      at = end
    } else if (char === '\\') {
      if (++at >= text.length) throw new Error('No escaped character')
      word = (word ?? '') + text[at]
    } else word = (word ?? '') + char
  }
  if (word !== undefined) words.push(word)
  return words
}

/** What stands between quotes, and where the closing quote is. */
const readQuoted = (text: string, start: number): readonly [string, number] => {
  const quote = text[start] as string
  let part = ''
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at] as string
    if (char === quote) return [part, at]
    if (char === '\\' && quote === '"' && at + 1 < text.length) {
      const next = text[++at] as string
      part += next === '"' || next === '\\' ? next : `\\${next}`
    } else part += char
  }
  throw new Error('No closing quotation')
}
