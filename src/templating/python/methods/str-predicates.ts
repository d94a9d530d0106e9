/** `isdigit`, `isalpha` and the other questions that Python's `str` answers. */
import { type MethodFunction, method } from '../../plugin.ts'
import { str } from '../repr.ts'

const asks = (holds: (text: string) => boolean): MethodFunction => method([], (_, self) => holds(str(self)))

const matches = (pattern: RegExp): MethodFunction => asks((text) => pattern.test(text))

const hasCase = (text: string, change: (text: string) => string): boolean =>
  text === change(text) && text.toLowerCase() !== text.toUpperCase()

/** Superscripts and circled digits count as digits, fractions only as numeric. */
const DIGIT = '\\p{Nd}²³¹⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒'

/** Questions about the characters of a text. */
export const textPredicates: Readonly<Record<string, MethodFunction>> = {
  isalpha: matches(/^\p{L}+$/u),
  isalnum: matches(/^[\p{L}\p{N}]+$/u),
  isascii: matches(/^[\x00-\x7f]*$/),
  isdecimal: matches(/^\p{Nd}+$/u),
  isdigit: matches(new RegExp(`^[${DIGIT}]+$`, 'u')),
  isnumeric: matches(/^\p{N}+$/u),
  isidentifier: matches(/^[\p{ID_Start}_]\p{ID_Continue}*$/u),
  isprintable: matches(/^(?: |[^\p{C}\p{Z}])*$/u),
  isspace: matches(/^[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/),
  islower: asks((text) => hasCase(text, (part) => part.toLowerCase())),
  isupper: asks((text) => hasCase(text, (part) => part.toUpperCase())),
  istitle: asks(
    (text) =>
      /\p{L}/u.test(text) && (text.match(/\p{L}+/gu) ?? []).every((word) => /^[\p{Lu}\p{Lt}]\P{Lu}*$/u.test(word)),
  ),
}
