import { UserError } from '../errors.ts'
import type { SourceText } from './source-text.ts'

/** What a YAML reader stumbled over. */
export interface SyntaxMistake {
  readonly code: string
  readonly message: string
  readonly pos: readonly [number, number]
}

interface Remedy {
  /** Tells whether the line where the reader stumbled, or one just before it, shows this mistake. */
  readonly sign: RegExp
  readonly message: string
  readonly hint: string
}

/** The mistakes that people make most in YAML for Ansible, the most telling first. */
const remedies: readonly Remedy[] = [
  {
    sign: /^\s*(?:- +)?(?:[\w.-]+\s*:|-)\s+(?=\{\{)/,
    message: 'a value that starts with {{ must be in quotes',
    hint: 'write it as "{{ name }}", with the quotes around the whole value',
  },
  {
    sign: /^ *(?=\t)/,
    message: 'a tab is used for indentation',
    hint: 'YAML is indented with spaces only',
  },
  {
    sign: /^\s*(?:- +)?[\w.-]+\s*:\s+(?=("[^"]*"|'[^']*')\s*[^\s#,}\]])/,
    message: 'text follows a closing quote',
    hint: 'put the quotes around the whole value, or use other quotes inside it',
  },
  {
    sign: /^\s*(?:- +)?[\w.-]+\s*:\s+(?=[^'"#|>&*!{[\s][^#]*:(?:\s|$))/,
    message: 'a colon followed by a space makes this value look like a mapping',
    hint: 'put the value in quotes',
  },
  {
    sign: /^\s*(?:- +)?(?=[\w.-]+:[^\s:/\\]\S*(?:\s|$))/,
    message: 'a space is missing after the colon',
    hint: 'write "key: value"',
  },
]

/** One located error for a text that isn't YAML: what was found, and the likely remedy. */
export const yamlSyntaxError = (source: SourceText, mistake: SyntaxMistake): UserError => {
  const position = source.position(Math.min(mistake.pos[0], Math.max(0, source.text.trimEnd().length)))
  const quote = unclosedQuote(source, mistake)
  if (quote) return quote
  for (const line of [position.line, position.line - 1]) {
    const found = line > 0 ? findRemedy(source.line(line)) : undefined
    if (found) {
      const at = { file: source.file, line, column: found.column }
      return new UserError({ message: `YAML: ${found.remedy.message}`, position: at, hint: found.remedy.hint })
    }
  }
  return new UserError({ message: `YAML: ${sentence(mistake.message)}`, position, hint: hintFor(mistake.code) })
}

/** For a quote that is never closed the reader only notices at the end of the text: the place to mend is the quote. */
const unclosedQuote = (source: SourceText, mistake: SyntaxMistake): UserError | undefined => {
  const quote = /^Missing closing (["'])/.exec(mistake.message)?.[1]
  if (!quote) return undefined
  const opening = new RegExp(`(?:^|[:\\-,{\\[]\\s+|^\\s*)${quote}`, 'gm')
  const openings = [...source.text.slice(0, mistake.pos[0]).matchAll(opening)].map(
    (match) => match.index + match[0].length - 1,
  )
  const odd = openings.findLast((offset) => !closesOnLine(source, offset, quote)) ?? openings.at(-1)
  if (odd === undefined) return undefined
  return new UserError({
    message: `YAML: this quote (${quote}) is never closed`,
    position: source.position(odd),
    hint: 'close it, or put a text that begins with a quote wholly in the other kind of quotes',
  })
}

const closesOnLine = (source: SourceText, offset: number, quote: string): boolean => {
  const end = source.text.indexOf('\n', offset)
  return source.text.slice(offset + 1, end < 0 ? undefined : end).includes(quote)
}

const findRemedy = (line: string): { remedy: Remedy; column: number } | undefined => {
  for (const remedy of remedies) {
    const match = remedy.sign.exec(line)
    if (match) return { remedy, column: match[0].length + 1 }
  }
  return undefined
}

const hintFor = (code: string): string | undefined =>
  code === 'BAD_SCALAR_START'
    ? 'put the value in quotes'
    : code.includes('INDENT')
      ? 'check the indentation'
      : undefined

const sentence = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1)
