/** A shell pattern as Python's `fnmatch` reads it: `*`, `?`, `[abc]`, `[!abc]`; the whole text must match, case counts. */
export const fnmatch = (text: string, pattern: string): boolean => fnmatchRegExp(pattern).test(text)

/** The regular expression of a shell pattern, for matching many texts. */
export const fnmatchRegExp = (pattern: string): RegExp => {
  let source = ''
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]!
    const end = char === '[' ? closing(pattern, at) : -1
    if (char === '*') source += '.*'
    else if (char === '?') source += '.'
    else if (end > 0) {
      source += set(pattern.slice(at + 1, end))
      at = end
    } else source += escaped(char)
  }
  return new RegExp(`^(?:${source})$`, 's')
}

/** Where a set ends; a `]` right after its beginning is one of its characters. */
const closing = (pattern: string, start: number): number =>
  pattern.indexOf(']', start + (pattern[start + 1] === '!' ? 3 : 2))

const set = (inside: string): string => {
  const negated = inside.startsWith('!')
  const characters = (negated ? inside.slice(1) : inside).replace(/[\\[\]^]/g, '\\$&')
  return `[${negated ? '^' : ''}${characters}]`
}

const escaped = (char: string): string => char.replace(/[.*+?^${}()|[\]\\/]/, '\\$&')
