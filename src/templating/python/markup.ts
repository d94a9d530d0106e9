/** Text that is HTML already. */
import { Tuple, type Value } from '../../values.ts'
import type { Arguments, CallContext, Keywords, MethodFunction } from '../plugin.ts'
import { methodOf } from './methods/method-of.ts'
import { PythonObject } from './object.ts'
import { formatPercent } from './percent-format.ts'
import { str, textRepr } from './repr.ts'
import { PySlice, sliceText } from './slice.ts'
import { characters, compareText, textLength } from './text.ts'

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
    return this.text.includes(str(value))
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

  /** A string's method, whose result is markup too. */
  override attribute(name: string): Value | undefined {
    const method = methodOf(this.text, name)
    return method === undefined ? undefined : new MarkupMethod(this.text, name, method)
  }

  override operate(operator: string, other: Value, reflected: boolean): Value | undefined {
    if (operator === '*' && typeof other === 'number') return new Markup(this.text.repeat(Math.max(0, other)))
    if (operator === '%' && !reflected) return new Markup(formatPercent(this.text, escapedArguments(other)))
    if (operator !== '+' || !(typeof other === 'string' || other instanceof Markup)) return undefined
    return new Markup(reflected ? escapeHtml(other) + this.text : this.text + escapeHtml(other))
  }
}

/** These escape what they are given, as it becomes part of the markup. */
const ESCAPING: ReadonlySet<string> = new Set(['replace', 'join', 'format', 'center', 'ljust', 'rjust'])

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
    const given = ESCAPING.has(this.#name) ? args.map(escapedArguments) : args.map(plain)
    return marked(this.#method(context, this.#text, given, kwargs))
  }
}

const plain = (value: Value): Value => (value instanceof Markup ? value.text : value)

const escapedArguments = (value: Value): Value => {
  if (typeof value === 'string' || value instanceof Markup) return escapeHtml(value)
  if (value instanceof Tuple) return Tuple.from_(value.map(escapedArguments))
  if (Array.isArray(value)) return value.map(escapedArguments)
  return value instanceof Map ? new Map([...value].map(([key, item]) => [key, escapedArguments(item)])) : value
}

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
