/**
 * The values of a playbook, with Python's semantics.
 *
 * | Python          | here                                                            |
 * | --------------- | --------------------------------------------------------------- |
 * | `None`, `bool`  | `null`, `boolean`                                               |
 * | `int`           | `number` with a whole value up to 2^53 - 1, `bigint` beyond     |
 * | `float`         | `number` with a fraction, `inf` and `nan`; {@link Float} if whole |
 * | `str`           | `string`: never templated, whatever it holds                    |
 * | `list`, `tuple` | `Value[]`, {@link Tuple}                                        |
 * | `dict`          | `Map`: insertion order, any key                                 |
 *
 * Besides these there are {@link Template} (text that is yet to be evaluated), {@link Undefined}, {@link Secret} and
 * {@link Unknown}; {@link OpaqueValue} is the base of what only templates handle (dates, sets, functions).
 */
import { inspect } from 'node:util'
import type { Position } from './errors.ts'

export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Float
  | Value[]
  | Dict
  | Template
  | Undefined
  | Secret
  | Unknown
  | OpaqueValue

/** A mapping. Keys are plain values; strings in nearly every case. */
export type Dict = Map<Value, Value>

/** A float whose value is whole: prints as `2.0`. Fractions, infinities and NaN are plain numbers. */
export class Float {
  readonly value: number

  constructor(value: number) {
    this.value = value
  }

  /** The float as a value: a plain number where that can only be a float, else a {@link Float}. */
  static of(value: number): number | Float {
    return Number.isInteger(value) ? new Float(value) : value
  }
}

/** A tuple: an array in every way, but printed with parentheses and not equal to a list. */
export class Tuple extends Array<Value> {
  /** What `map`, `filter` and `slice` make of a tuple is a list. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array
  }

  static from_(items: Iterable<Value>): Tuple {
    const tuple = new Tuple()
    for (const item of items) tuple.push(item)
    return tuple
  }
}

/**
 * Text with template markup, written by somebody who is trusted: in a playbook, role, inventory, variable file or on
 * the command line. Nothing else is ever evaluated.
 */
export class Template {
  readonly source: string
  readonly position: Position | undefined
  /** What the text compiled to; kept here by `templating/` so that it is compiled once. */
  compiled: unknown

  /** The place of an offset into the text, where lines and columns don't follow from the first one's. */
  readonly locate: Locate | undefined

  constructor(source: string, position?: Position, locate?: Locate) {
    this.source = source
    this.position = position
    this.compiled = undefined
    this.locate = locate
  }
}

/** Finds the place of an offset into a text. */
export type Locate = (offset: number) => Position | undefined

const locates = new WeakMap<Position, Locate>()

/** A place where a text begins whose lines and columns don't follow from it: folded, indented or with escapes. */
export const foldedAt = (position: Position, locate: Locate): Position => {
  locates.set(position, locate)
  return position
}

/** What finds the parts of the text that begins there, where that was told with the place. */
export const locateFrom = (position: Position): Locate | undefined => locates.get(position)

/** A part of what is written, as a template of its own where it holds markup. */
export const trustedPart = (part: string, whole: Template, position?: Position): string | Template => {
  if (!hasMarkup(part)) return part
  const start = whole.source.indexOf(part)
  const first = whole.position ?? position
  const locate =
    whole.locate ??
    ((offset: number) =>
      first && !whole.source.slice(0, offset).includes('\n') ? { ...first, column: first.column + offset } : undefined)
  if (start < 0) return new Template(part, first)
  return new Template(part, locate(start) ?? first, (offset) => locate(start + offset))
}

/**
 * A variable's text that a filter made to be text (`to_json`, `string`). It evaluates to itself: it is no template, and
 * not the list or dict either that it may look like.
 */
export class KeptText extends Template {
  /** What the reference calls such a text: it tells apart those that a lookup gave. */
  readonly kind: 'NativeJinjaText' | 'NativeJinjaUnsafeText'

  constructor(text: string, kind: KeptText['kind']) {
    super(text)
    this.kind = kind
  }
}

/** True when the text holds template markup (`{{`, `{%` or `{#`). */
export const hasMarkup = (text: string): boolean => /\{[{%#]/.test(text)

/** The text as a value of trusted origin: a {@link Template} when it holds markup, else the string itself. */
export const trusted = (text: string, position?: Position): string | Template =>
  hasMarkup(text) ? new Template(text, position) : text

/** A value that is not there, which remembers its name so that an error can tell it. */
export class Undefined {
  /** `'x'`, or the attribute's name for `hint` texts such as `'dict object' has no attribute 'x'`. */
  readonly name: string
  /** The whole message where it isn't `'NAME' is undefined`. */
  readonly hint: string | undefined
  readonly position: Position | undefined

  constructor(name: string, hint?: string, position?: Position) {
    this.name = name
    this.hint = hint
    this.position = position
  }

  get message(): string {
    return this.hint ?? `'${this.name}' is undefined`
  }
}

/** Text that must not be shown: no log, error, event or `inspect` prints it. */
export class Secret {
  readonly #open: () => string
  #text: string | undefined

  /** @param text the text, or a function that gives it on first use (a vault value is decrypted then). */
  constructor(text: string | (() => string)) {
    this.#open = typeof text === 'string' ? () => text : text
  }

  /** The text itself, for the one place that needs it. */
  reveal(): string {
    this.#text ??= this.#open()
    return this.#text
  }

  toString(): string {
    return '********'
  }

  toJSON(): string {
    return '********'
  }

  [inspect.custom](): string {
    return 'Secret'
  }
}

/** Known after apply: a value of a dry run that only the real run could give. */
export class Unknown {
  /** What would give it: `the output of "uname -r"`. */
  readonly reason: string

  constructor(reason: string) {
    this.reason = reason
  }

  toString(): string {
    return '(known after apply)'
  }
}

/** The base of Python objects that only templates handle: sets, dates, namespaces, macros, generators. */
export abstract class OpaqueValue {
  /** Python's `repr` of the object. */
  abstract repr(): string
}

/** `omit`: an option with this value was not given. */
export class Omit extends OpaqueValue {
  repr(): string {
    return '__omit_place_holder__'
  }
}

/** The only {@link Omit}. */
export const omit = new Omit()

export const isDict = (value: unknown): value is Dict => value instanceof Map

/** True for `int` and `float`, false for `bool` and all else. */
export const isNumber = (value: unknown): value is number | bigint | Float =>
  typeof value === 'number' || typeof value === 'bigint' || value instanceof Float

/** A plain JavaScript value (of `JSON.parse`, say) as a {@link Value}; strings stay untrusted, objects become dicts. */
export const fromPlain = (plain: unknown): Value => {
  if (plain === undefined || plain === null) return null
  if (Array.isArray(plain)) return plain.map(fromPlain)
  if (plain instanceof Map) return new Map([...plain].map(([k, v]) => [fromPlain(k), fromPlain(v)]))
  if (typeof plain === 'object' && Object.getPrototypeOf(plain) === Object.prototype)
    return new Map(Object.entries(plain).map(([k, v]) => [k, fromPlain(v)]))
  return plain as Value
}

/** A dict from an object literal, for results and tests. */
export const dict = (entries: Readonly<Record<string, Value | undefined>>): Dict =>
  new Map(Object.entries(entries).filter((entry): entry is [string, Value] => entry[1] !== undefined))
