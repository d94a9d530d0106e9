/** JSON as Python's `json.dumps` writes values of templates. */
import { quoteJson } from '../../util/python-json.ts'
import { Float, Omit, OpaqueValue, Template, Undefined, type Value } from '../../values.ts'
import { compare } from '../python/compare.ts'
import { FilterError, TemplateTypeError } from '../python/errors.ts'
import { charge, checkLength } from '../python/limits.ts'
import { Markup } from '../python/markup.ts'
import { floatRepr } from '../python/number.ts'
import { PythonObject } from '../python/object.ts'
import { open } from '../python/secret.ts'
import { typeName } from '../python/type-name.ts'
import { required } from './arguments.ts'

export interface JsonOptions {
  /** What each level is indented with; all on one line when absent. */
  readonly indent?: string | undefined
  readonly sortKeys?: boolean
  /** Non-ASCII characters as `\uXXXX`; true when absent. */
  readonly ensureAscii?: boolean
  readonly separators?: readonly [string, string] | undefined
  /** Leave out keys that are no text, number, bool or None. */
  readonly skipKeys?: boolean
  readonly allowNan?: boolean
}

/** The value as JSON text. Undefined values raise; so do objects without a JSON form. */
export const writeJson = (value: Value, options: JsonOptions = {}): string => new Writer(options).write(value, '\n')

const DEEPEST = 800
/** What it takes to go through a list or dict, and an item of it. */
const HOLDER = 256
const ITEM = 32

class Writer {
  readonly #options: JsonOptions
  readonly #comma: string
  readonly #colon: string
  #depth = 0

  constructor(options: JsonOptions) {
    this.#options = options
    this.#comma = options.separators?.[0] ?? (options.indent === undefined ? ', ' : ',')
    this.#colon = options.separators?.[1] ?? ': '
  }

  write(value: Value, newline: string): string {
    const given = open(value instanceof Undefined ? required(value) : value)
    if (typeof given === 'string') return this.#quote(given)
    if (Array.isArray(given)) return this.#enclose('[]', given, newline, (item, inner) => this.write(item, inner))
    if (given instanceof Map) return this.#dict(given, newline)
    if (given === null) return 'null'
    if (typeof given === 'boolean' || typeof given === 'bigint') return String(given)
    if (typeof given === 'number' || given instanceof Float) return this.#number(given)
    return this.#other(given, newline)
  }

  #dict(dict: ReadonlyMap<Value, Value>, newline: string): string {
    const entries = this.#options.sortKeys ? [...dict].sort(([a], [b]) => compare(a, b)) : [...dict]
    const usable = this.#options.skipKeys ? entries.filter(([key]) => this.#keyText(key) !== undefined) : entries
    return this.#enclose('{}', usable, newline, ([key, value], inner) => {
      const text = this.#keyText(key)
      if (text === undefined)
        throw new TemplateTypeError(`keys must be str, int, float, bool or None, not ${typeName(key)}`)
      return `${this.#quote(text)}${this.#colon}${this.write(value, inner)}`
    })
  }

  #enclose<T>(
    brackets: string,
    items: readonly T[],
    newline: string,
    write: (item: T, newline: string) => string,
  ): string {
    if (items.length === 0) return brackets
    if (this.#depth > DEEPEST) throw new FilterError('Circular reference detected')
    this.#depth += 1
    charge(HOLDER + ITEM * items.length)
    const { indent } = this.#options
    const inner = indent === undefined ? '' : newline + indent
    const text = items.map((item) => write(item, inner)).join(this.#comma + inner)
    this.#depth -= 1
    return checkLength(`${brackets[0]}${inner}${text}${indent === undefined ? '' : newline}${brackets[1]}`)
  }

  #keyText(key: Value): string | undefined {
    const given = open(key)
    if (typeof given === 'string') return given
    if (given instanceof Markup) return given.text
    if (given === null) return 'null'
    if (typeof given === 'boolean' || typeof given === 'bigint') return String(given)
    return typeof given === 'number' || given instanceof Float ? this.#number(given) : undefined
  }

  #number(number: number | Float): string {
    if (number instanceof Float) return floatRepr(number.value)
    if (Number.isFinite(number)) return Number.isInteger(number) ? String(number) : floatRepr(number)
    if (this.#options.allowNan === false) throw new FilterError('Out of range float values are not JSON compliant')
    return String(number)
  }

  #other(value: Value, newline: string): string {
    if (value instanceof Template) return this.#quote(value.source)
    if (value instanceof Omit) return this.#quote(value.repr())
    if (value instanceof Markup) return this.#quote(value.text)
    if (value instanceof OpaqueValue && /^datetime\.date/.test(value.repr())) return this.#quote(isoFormat(value))
    const items = value instanceof PythonObject && isView(value) ? value.iterate() : undefined
    if (items) return this.write([...items], newline)
    throw new TemplateTypeError(`Object of type ${typeName(value)} is not JSON serializable`)
  }

  #quote(text: string): string {
    return quoteJson(text, this.#options.ensureAscii ?? true)
  }
}

const isView = (value: PythonObject): boolean => value.typeName === 'generator'

const isoFormat = (value: OpaqueValue): string =>
  (value instanceof PythonObject ? value.str() : String(value)).replace(' ', 'T')
