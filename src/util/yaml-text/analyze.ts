/** Which ways of writing a text YAML allows. */

export interface TextAnalysis {
  readonly empty: boolean
  readonly multiline: boolean
  readonly flowPlain: boolean
  readonly blockPlain: boolean
  readonly singleQuoted: boolean
  readonly block: boolean
}

const BREAKS = '\n\r\x85\u2028\u2029'

export const isBreak = (char: string): boolean => char !== '' && BREAKS.includes(char)

/** True for what may stand in a text unescaped; characters beyond the basic plane may not. */
export const isPrintable = (char: string): boolean => {
  const code = char.codePointAt(0)!
  return (
    code === 0x0a ||
    (code >= 0x20 && code <= 0x7e) ||
    (code >= 0xa0 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd && code !== 0xfeff)
  )
}

/** Looks at a text once, character by character. */
export const analyzeText = (text: string): TextAnalysis => {
  if (text === '')
    return { empty: true, multiline: false, flowPlain: false, blockPlain: true, singleQuoted: true, block: false }
  const characters = [...text]
  const { flow, block } = indicators(text, characters)
  const multiline = characters.some(isBreak)
  const special = !characters.every(isPrintable)
  const edges = /^[ \n\r\x85\u2028\u2029]|[ \n\r\x85\u2028\u2029]$/.test(text)
  const spaceBreak = / [\n\r\x85\u2028\u2029]/.test(text)
  const breakSpace = /[\n\r\x85\u2028\u2029] /.test(text)
  const noPlain = edges || breakSpace || spaceBreak || special || multiline
  return {
    empty: false,
    multiline,
    flowPlain: !noPlain && !flow,
    blockPlain: !noPlain && !block,
    singleQuoted: !breakSpace && !spaceBreak && !special,
    block: !text.endsWith(' ') && !spaceBreak && !special,
  }
}

/** True for what ends a word: a blank, a line break, the end. */
export const isBlank = (char: string | undefined): boolean =>
  char === undefined || char === '\0' || char === ' ' || char === '\t' || isBreak(char)

/** Whether characters with a meaning of their own forbid the plain style, in flow and in block collections. */
const indicators = (text: string, characters: readonly string[]): { flow: boolean; block: boolean } => {
  const found = { flow: false, block: false }
  if (/^(?:---|\.\.\.)/.test(text)) return { flow: true, block: true }
  characters.forEach((char, index) => {
    const followedByBlank = isBlank(characters[index + 1])
    const both =
      index === 0
        ? '#,[]{}&*!|>\'"%@`'.includes(char) || (char === '-' && followedByBlank)
        : char === '#' && isBlank(characters[index - 1])
    if (both || (index === 0 ? '?:' : ',?[]{}:').includes(char)) found.flow = true
    if (both || ((char === ':' || (char === '?' && index === 0)) && followedByBlank)) found.block = true
  })
  return found
}
