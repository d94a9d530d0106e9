/** Jinja2's `lipsum()`. */

import type { Value } from '../values.ts'
import { binder, type GlobalFunction } from './plugin.ts'
import { numeric } from './python/number.ts'
import { truth } from './python/truth.ts'
import { markVolatile } from './python/volatile.ts'

const WORDS = 'lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore'.split(
  ' ',
)
const MOST_PARAGRAPHS = 1000

const bind = binder(['n?', 'html?', 'min?', 'max?'])

/** Paragraphs of words without meaning; HTML paragraphs unless told. */
export const lipsum: GlobalFunction = (_context, args, kwargs) => {
  const [n = 5, html = true, min = 20, max = 100] = bind(args, kwargs)
  markVolatile()
  const count = Math.min(MOST_PARAGRAPHS, whole(n))
  const paragraphs = Array.from({ length: count }, () => paragraph(whole(min), whole(max)))
  return truth(html) ? paragraphs.map((text) => `<p>${text}</p>`).join('\n') : paragraphs.join('\n\n')
}

const whole = (value: Value): number => Math.max(0, Number(numeric(value) ?? 0))

const paragraph = (min: number, max: number): string => {
  const length = Math.min(1000, min + Math.floor(Math.random() * Math.max(1, max - min)))
  const words = Array.from({ length }, () => WORDS[Math.floor(Math.random() * WORDS.length)]!)
  const text = words.join(' ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
