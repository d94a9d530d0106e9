/** map, select, reject and their kin: filters that look at each item by an attribute, a filter or a test. */
import type { Value } from '../../values.ts'
import { Undefined } from '../../values.ts'
import { type CallContext, type FilterFunction, filter } from '../plugin.ts'
import { FilterError } from '../python/errors.ts'
import { truth } from '../python/truth.ts'
import { exactText, itemsOf, required } from './arguments.ts'
import { attributeGetter } from './attribute-getter.ts'

/** What is false, None above all, counts as empty. */
const itemsOrNone = (value: Value): readonly Value[] => (truth(required(value)) ? itemsOf(value) : [])

const map: FilterFunction = (context, value, args, kwargs) => {
  const items = itemsOrNone(value)
  if (!truth(required(value))) return []
  if (args.length === 0 && kwargs.has('attribute')) {
    const unknown = [...kwargs.keys()].find((name) => name !== 'attribute' && name !== 'default')
    if (unknown !== undefined) throw new FilterError(`Unexpected keyword argument '${unknown}'`)
    const get = attributeGetter(context, kwargs.get('attribute')!, { fallback: kwargs.get('default') })
    return items.map(get)
  }
  if (args.length === 0) throw new FilterError('map requires a filter argument')
  const filter = context.filter(exactText(args[0]))
  return items.map((item) => filter(context, item, args.slice(1), kwargs))
}

type Choice = { readonly keep: boolean; readonly byAttribute: boolean }

const chooser =
  ({ keep, byAttribute }: Choice): FilterFunction =>
  (context, value, args, kwargs) => {
    const items = itemsOrNone(value)
    // The arguments are looked at once there are items.
    if (!truth(required(value))) return []
    if (byAttribute && args.length === 0) throw new FilterError('Missing parameter for attribute name')
    const get = byAttribute ? attributeGetter(context, args[0]!) : (item: Value) => item
    const holds = condition(context, byAttribute ? args.slice(1) : args, kwargs)
    return items.filter((item) => holds(get(item)) === keep)
  }

const condition = (
  context: CallContext,
  args: readonly Value[],
  kwargs: ReadonlyMap<string, Value>,
): ((value: Value) => boolean) => {
  const [name, ...rest] = args
  if (name === undefined) return (value) => truth(required(value))
  const test = context.test(exactText(name, 'the name of a test must be text'))
  return (value) => truth(test(context, value, rest, kwargs))
}

/** Filters by attribute, filter or test. */
export const selectionFilters: Readonly<Record<string, FilterFunction>> = {
  map,
  select: chooser({ keep: true, byAttribute: false }),
  reject: chooser({ keep: false, byAttribute: false }),
  selectattr: chooser({ keep: true, byAttribute: true }),
  rejectattr: chooser({ keep: false, byAttribute: true }),
  attr: filter(['name'], (context, value, [given]) => {
    const name = exactText(given, 'attribute name must be string')
    if (value instanceof Undefined) return value
    const found = context.attribute(value, name)
    const item = value instanceof Map ? value.get(name) : undefined
    // Unlike a dot, attr never looks at the items of a dict.
    return item !== undefined && item === found
      ? new Undefined(name, `'dict object' has no attribute '${name}'`, context.position)
      : found
  }),
}
