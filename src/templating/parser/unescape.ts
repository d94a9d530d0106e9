/** Python's escapes in string literals. */
import { controlEscapes } from '../../util/control-escapes.ts'
import { TemplateSyntaxError } from '../python/errors.ts'

const SIMPLE: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  ...controlEscapes,
}

const ESCAPE = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|(.))/gs

/** The text a literal stands for; an unknown escape keeps its backslash. */
export const unescapeText = (body: string, offset?: number): string => {
  if (!body.includes('\\')) return body
  return body.replace(ESCAPE, (whole, x?: string, u?: string, long?: string, octal?: string, simple?: string) => {
    const hex = x ?? u ?? long
    if (hex !== undefined) return codePoint(Number.parseInt(hex, 16), offset)
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8))
    if (simple === 'x' || simple === 'u' || simple === 'U' || simple === 'N')
      throw new TemplateSyntaxError(`invalid escape '\\${simple}' in a string`, offset)
    return SIMPLE[simple!] ?? whole
  })
}

const codePoint = (code: number, offset: number | undefined): string => {
  if (code > 0x10ffff) throw new TemplateSyntaxError('illegal Unicode character in a string', offset)
  return String.fromCodePoint(code)
}
