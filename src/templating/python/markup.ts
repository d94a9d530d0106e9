/** Text that is HTML already. */
import { compareText } from '../../util/compare-text.ts'
import { Tuple, type Value } from '../../values.ts'
import { exactText, itemsOf, required } from '../filters/arguments.ts'
import { strippedOfTags, unescapeHtml } from '../filters/html-entities.ts'
import type { Arguments, CallContext, Keywords, MethodFunction } from '../plugin.ts'
import { FilterError } from './errors.ts'
import { formatText, formatValue } from './format.ts'
import { methodOf } from './methods/method-of.ts'
import { PythonObject } from './object.ts'
import { formatPercent, type Shown } from './percent-format.ts'
import { repeatText } from './repeat-text.ts'
import { repr, str, textRepr } from './repr.ts'
import { PySlice, sliceText } from './slice.ts'
import { characters, textLength } from './text.ts'

/** Python's Markup: a string that is not escaped again; what is added to it is. */
export class Markup extends PythonObject {
  override readonly typeName = 'Markup'
  readonly text: string

  constructor(text: string) {
    super()
    this.text = text
  }

  override repr(): string {
    return `Markup(${textRepr(this.text)})`
  }

  override str(): string {
    return this.text
  }

  override truth(): boolean {
    return this.text !== ''
  }

  override length(): number {
    return textLength(this.text)
  }

  override iterate(): Iterable<Value> {
    return Array.from(this.text)
  }

  override equals(other: Value): boolean {
    return other instanceof Markup ? other.text === this.text : other === this.text
  }

  override contains(value: Value): boolean {
    return this.text.includes(exactText(value, "'in <string>' requires string as left operand"))
  }

  override hashKey(): unknown {
    return `s${this.text}`
  }

  override compare(other: Value): number | undefined {
    if (typeof other === 'string') return compareText(this.text, other)
    return other instanceof Markup ? compareText(this.text, other.text) : undefined
  }

  override item(key: Value): Value | undefined {
    if (key instanceof PySlice) return new Markup(sliceText(this.text, key))
    if (typeof key !== 'number' || !Number.isInteger(key)) return undefined
    const character = characters(this.text).at(key)
    return character === undefined ? undefined : new Markup(character)
  }

  /** A string's method, whose result may be markup too. */
  override attribute(name: string): Value | undefined {
    const method = METHODS[name] ?? methodOf(this.text, name)
    return method === undefined ? undefined : new MarkupMethod(this.text, name, method)
  }

  override operate(operator: string, other: Value, reflected: boolean): Value | undefined {
    if (operator === '*' && typeof other === 'number') return new Markup(repeatText(this.text, other))
    if (operator === '%' && !reflected) return new Markup(formatPercent(this.text, other, ESCAPED))
    if (operator !== '+' || !(typeof other === 'string' || other instanceof Markup)) return undefined
    return new Markup(reflected ? escapeHtml(other) + this.text : this.text + escapeHtml(other))
  }
}

const ESCAPED: Shown = {
  str: (value) => escapeHtml(value),
  repr: (value) => escapeHtml(repr(value)),
}

/** Methods of which markup has its own. */
const METHODS: Readonly<Record<string, MethodFunction>> = {
  join: (_, self, [items]) => itemsOf(required(items)).map(escapeHtml).join(str(self)),
  format: (context, self, args, kwargs) => formatText(context, str(self), { args, kwargs, show: escapeField }),
  striptags: (_, self) => strippedOfTags(str(self)),
  unescape: (_, self) => unescapeHtml(str(self)),
  __html__: (_, self) => self,
}

/** A field of `format`: markup takes no format, all else is escaped once it is formatted. */
const escapeField = (value: Value, spec: string): string => {
  if (!(value instanceof Markup)) return escapeHtml(formatValue(value, spec))
  if (spec !== '') throw new FilterError('Unsupported format specification for Markup.')
  return value.text
}

/** These escape the texts they are given, as those become part of the markup. */
const ESCAPING: ReadonlySet<string> = new Set([
  'capitalize',
  'title',
  'lower',
  'upper',
  'replace',
  'ljust',
  'rjust',
  'lstrip',
  'rstrip',
  'center',
  'strip',
  'translate',
  'expandtabs',
  'swapcase',
  'zfill',
  'partition',
  'rpartition',
])
/** These give markup as well. */
const MARKING: ReadonlySet<string> = new Set([
  ...ESCAPING,
  'format_map',
  'split',
  'rsplit',
  'splitlines',
  'join',
  'format',
  '__html__',
])

class MarkupMethod extends PythonObject {
  override readonly typeName = 'method'
  readonly #text: string
  readonly #name: string
  readonly #method: MethodFunction

  constructor(text: string, name: string, method: MethodFunction) {
    super()
    this.#text = text
    this.#name = name
    this.#method = method
  }

  override repr(): string {
    return `<bound method Markup.${this.#name}>`
  }

  override readonly call = (context: CallContext, args: Arguments, kwargs: Keywords): Value => {
    if (Object.hasOwn(METHODS, this.#name)) return this.#marked(this.#method(context, this.#text, args, kwargs))
    const given = ESCAPING.has(this.#name) ? escapedText : plain
    const named = new Map([...kwargs].map(([name, value]) => [name, given(value)]))
    return this.#marked(this.#method(context, this.#text, args.map(given), named))
  }

  #marked(value: Value): Value {
    return MARKING.has(this.#name) ? marked(value) : value
  }
}

const plain = (value: Value): Value => (value instanceof Markup ? value.text : value)

const escapedText = (value: Value): Value =>
  typeof value === 'string' || value instanceof Markup ? escapeHtml(value) : value

const marked = (value: Value): Value => {
  if (typeof value === 'string') return new Markup(value)
  if (value instanceof Tuple) return Tuple.from_(value.map(marked))
  return Array.isArray(value) ? value.map(marked) : value
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
}

/** The text of a value with `& < > " '` as entities; markup as it is. */
export const escapeHtml = (value: Value): string =>
  value instanceof Markup ? value.text : str(value).replace(/[&<>"']/g, (character) => ENTITIES[character]!)
