/** Text that is HTML already. */
import type { Value } from '../../values.ts'
import { PythonObject } from './object.ts'
import { str, textRepr } from './repr.ts'
import { textLength } from './text.ts'

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

  override operate(operator: string, other: Value, reflected: boolean): Value | undefined {
    if (operator === '*' && typeof other === 'number') return new Markup(this.text.repeat(Math.max(0, other)))
    if (operator !== '+' || !(typeof other === 'string' || other instanceof Markup)) return undefined
    return new Markup(reflected ? escapeHtml(other) + this.text : this.text + escapeHtml(other))
  }
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
