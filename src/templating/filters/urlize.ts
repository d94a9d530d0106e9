/** Makes links of the addresses in a text, as Jinja's urlize does. */
import type { Value } from '../../values.ts'
import { escapeHtml, Markup } from '../python/markup.ts'

export interface UrlizeOptions {
  /** How many characters of an address are shown. */
  readonly limit: number | undefined
  readonly rel: string
  readonly target: string | undefined
  /** Further schemes to link: `ftp://`. */
  readonly schemes: readonly string[]
}

const web =
  /^(?:(?:https?:\/\/|www\.)(?:(?:[\w%-]+\.)+)?(?:[a-z]{2,63}|xn--[\w%]{2,59})|(?:[\w%-]{2,63}\.)+(?:com|net|int|edu|gov|org|info|mil)|https?:\/\/(?:\d{1,3}(?:\.\d{1,3}){3}|\[(?:[\da-f]{0,4}:){2}(?:[\da-f]{0,4}:?){1,6}\]))(?::\d{1,5})?(?:[/?#]\S*)?$/i
const mail = /^\S+@\w[\w.-]*\.\w+$/

/** The text as markup, its addresses linked. */
export const urlizeText = (text: Value, options: UrlizeOptions): Markup =>
  new Markup(
    escapeHtml(text)
      .split(/(\s+)/)
      .map((word) => linkedWord(word, options))
      .join(''),
  )

const linkedWord = (word: string, options: UrlizeOptions): string => {
  const [head = ''] = /^(?:[(<]|&lt;)+/.exec(word) ?? []
  const rest = word.slice(head.length)
  const [end = ''] = /(?:[)>.,\n]|&gt;)+$/.exec(rest) ?? []
  const [middle, tail] = balanced(rest.slice(0, rest.length - end.length), end)
  const address = addressOf(middle, options.schemes)
  if (address === undefined) return head + middle + tail
  const rel = options.rel && address.kind === 'web' ? ` rel="${escapeHtml(options.rel)}"` : ''
  const target = options.target && address.kind === 'web' ? ` target="${escapeHtml(options.target)}"` : ''
  return `${head}<a href="${address.href}"${rel}${target}>${address.kind === 'web' ? shortened(middle, options.limit) : middle}</a>${tail}`
}

/** Closing brackets stay inside an address that opened them. */
const balanced = (middle: string, tail: string): [string, string] => {
  let [inside, after] = [middle, tail]
  for (const [open, close] of [
    ['(', ')'],
    ['<', '>'],
    ['&lt;', '&gt;'],
  ] as const) {
    let missing = inside.split(open).length - inside.split(close).length
    for (; missing > 0 && after.includes(close); missing--) {
      const end = after.indexOf(close) + close.length
      inside += after.slice(0, end)
      after = after.slice(end)
    }
  }
  return [inside, after]
}

const addressOf = (text: string, schemes: readonly string[]): { href: string; kind: 'web' | 'mail' } | undefined => {
  if (web.test(text)) return { href: /^https?:\/\//.test(text) ? text : `https://${text}`, kind: 'web' }
  if (text.startsWith('mailto:') && mail.test(text.slice(7))) return { href: text, kind: 'mail' }
  if (mail.test(text) && !text.startsWith('www.') && !text.includes(':'))
    return { href: `mailto:${text}`, kind: 'mail' }
  const scheme = schemes.find((known) => text !== known && text.startsWith(known))
  return scheme === undefined ? undefined : { href: text, kind: 'web' }
}

const shortened = (text: string, limit: number | undefined): string =>
  limit !== undefined && text.length > limit ? `${text.slice(0, limit)}...` : text
