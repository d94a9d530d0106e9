/**
 * A Python regular expression as a JavaScript one: named groups, `\A`, `\Z`, inline flags at the start, and POSIX-free
 * character classes are translated; what has no counterpart raises a SyntaxError.
 */
export const pythonRegex = (source: string, flags = ''): RegExp => {
  const inline = /^\(\?([aiLmsux]+)\)/.exec(source)
  const body = inline ? source.slice(inline[0].length) : source
  const wanted = new Set([...flags, ...[...(inline?.[1] ?? '')].filter((flag) => 'ims'.includes(flag))])
  return new RegExp(translate(body), [...wanted].join(''))
}

const translate = (source: string): string =>
  source.replace(
    /\\([\s\S])|\(\?P<(\w+)>|\(\?P=(\w+)\)|\[(?:\\[\s\S]|\]?[^\]\\])*\]/g,
    (all, escaped, name, reference) => {
      if (escaped === 'A') return '^'
      if (escaped === 'Z') return '$(?![\\s\\S])'
      if (name) return `(?<${name}>`
      if (reference) return `\\k<${reference}>`
      return all
    },
  )
