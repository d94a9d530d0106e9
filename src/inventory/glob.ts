/** A shell pattern as a regular expression for the whole text, by the rules of Python's `fnmatch.translate`. */
export const globRegex = (pattern: string): RegExp => {
  let source = ''
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at]!
    if (char === '*') source += '.*'
    else if (char === '?') source += '.'
    else if (char === '[') {
      const close = closingBracket(pattern, at)
      if (close === -1) source += '\\['
      else {
        source += characterClass(pattern.slice(at + 1, close))
        at = close
      }
    } else source += char.replace(/[\\^$.+()\]{}|/-]/, '\\$&')
  }
  return new RegExp(`^${source}$`, 's')
}

const closingBracket = (pattern: string, open: number): number => {
  let from = open + 1
  if (pattern[from] === '!') from += 1
  if (pattern[from] === ']') from += 1
  return pattern.indexOf(']', from)
}

const characterClass = (inside: string): string => {
  const negated = inside.startsWith('!')
  const characters = (negated ? inside.slice(1) : inside).replace(/[\\\]^[]/g, '\\$&')
  return `[${negated ? '^' : ''}${characters}]`
}
