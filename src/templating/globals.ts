/** The functions that templates may call by name. */
import { Undefined, type Value } from '../values.ts'
import { now } from './filters/dates.ts'
import { lipsum } from './lipsum.ts'
import type { Arguments, GlobalFunction, Keywords } from './plugin.ts'
import { binder, defined } from './plugin.ts'
import { dictSet } from './python/dict-key.ts'
import { FilterError, TemplateTypeError } from './python/errors.ts'
import { toArray } from './python/iterate.ts'
import { isInt } from './python/number.ts'
import { PythonObject } from './python/object.ts'
import { PyRange } from './python/range.ts'
import { PyFunction } from './runtime/bound-method.ts'
import { callLookup } from './runtime/lookup.ts'
import { Namespace } from './runtime/namespace.ts'

const LONGEST_RANGE = 100_000

const range: GlobalFunction = (_context, args) => {
  if (args.length === 0 || args.length > 3)
    throw new TemplateTypeError(
      `range expected ${args.length === 0 ? 'at least 1 argument' : 'at most 3 arguments'}, got ${args.length}`,
    )
  const [first, second, third = 1] = args.map(whole)
  const [start, stop] = second === undefined ? [0, first!] : [first!, second]
  if (third === 0) throw new FilterError('range() arg 3 must not be zero')
  const made = new PyRange(start, stop, third)
  if (made.length() > LONGEST_RANGE) throw new FilterError(`a range of more than ${LONGEST_RANGE} items is not allowed`)
  return made
}

const whole = (given: Value): number => {
  const value = defined(given)
  if (isInt(value) || typeof value === 'boolean') return Number(value)
  throw new TemplateTypeError('range() takes whole numbers')
}

const dict: GlobalFunction = (_context, args, kwargs) => {
  const made = new Map<Value, Value>()
  const [source] = args
  if (source instanceof Map) for (const [key, value] of source) dictSet(made, key, value)
  else if (source !== undefined) for (const item of toArray(source)) addPair(made, item)
  for (const [key, value] of kwargs) made.set(key, value)
  return made
}

const addPair = (made: Map<Value, Value>, item: Value): void => {
  const pair = toArray(item)
  if (pair.length !== 2)
    throw new FilterError(`dictionary update sequence element #${made.size} has length ${pair.length}; 2 is required`)
  dictSet(made, pair[0]!, pair[1]!)
}

/** Gives its items in turn. */
class Cycler extends PythonObject {
  override readonly typeName = 'Cycler'
  readonly #items: Arguments
  #at = 0

  constructor(items: Arguments) {
    super()
    if (items.length === 0) throw new TemplateTypeError('at least one item has to be provided')
    this.#items = items
  }

  override repr(): string {
    return '<Cycler>'
  }

  override attribute(name: string): Value | undefined {
    if (name === 'current') return this.#items[this.#at]
    if (name === 'next') return new PyFunction('next', () => this.#next())
    return name === 'reset' ? new PyFunction('reset', () => this.#reset()) : undefined
  }

  #next(): Value {
    const item = this.#items[this.#at]!
    this.#at = (this.#at + 1) % this.#items.length
    return item
  }

  #reset(): Value {
    this.#at = 0
    return null
  }
}

const joinerSeparator = binder(['sep?'])

/** Gives nothing when it is called first, then its separator. */
const joiner: GlobalFunction = (_context, args, kwargs) => {
  const [separator = ', '] = joinerSeparator(args, kwargs)
  let used = false
  return new PyFunction('joiner', () => {
    const text = used ? separator : ''
    used = true
    return text
  })
}

const undef: GlobalFunction = (_context, args, kwargs) => {
  const hint = args.length > 0 ? args[0] : kwargs.get('hint')
  const text = typeof hint === 'string' && hint !== '' ? hint : 'Mandatory variable has not been overridden'
  return new Undefined(text, text)
}

const wantList = (kwargs: Keywords): Keywords => new Map([...kwargs, ['wantlist', true]])

const query: GlobalFunction = (context, args, kwargs) => callLookup(context, args, wantList(kwargs))

/** Jinja2's and Ansible's global functions, and `omit`. */
export const globals: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['range', new PyFunction('range', range, 'type')],
  ['dict', new PyFunction('dict', dict, 'type')],
  ['namespace', new PyFunction('namespace', (_context, args, kwargs) => new Namespace(args, kwargs), 'type')],
  ['cycler', new PyFunction('cycler', (_context, args) => new Cycler(args), 'type')],
  ['joiner', new PyFunction('joiner', joiner, 'type')],
  ['lookup', new PyFunction('lookup', callLookup)],
  ['query', new PyFunction('query', query)],
  ['q', new PyFunction('q', query)],
  ['lipsum', new PyFunction('lipsum', lipsum)],
  ['now', new PyFunction('now', now)],
  ['undef', new PyFunction('undef', undef)],
])
