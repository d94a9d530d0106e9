/** The methods of Python's `dict`. */
import { type Dict, isDict, Tuple, type Value } from '../../../values.ts'
import { itemsOf, required } from '../../filters/arguments.ts'
import { type Keywords, type MethodFunction, method } from '../../plugin.ts'
import { dictDelete, dictGet, dictSet } from '../dict-key.ts'
import { DictView } from '../dict-view.ts'
import { FilterError, TemplateTypeError } from '../errors.ts'
import { repr } from '../repr.ts'

const dict = (self: Value): Dict => self as Dict

const get = method(['key', 'default?'], (_, self, [key, fallback = null]) => {
  const found = dictGet(dict(self), required(key))
  return found === undefined ? fallback : found
})

const pop = method(['key', 'default?'], (_, self, [key, fallback]) => {
  const found = dictGet(dict(self), required(key))
  if (found === undefined && fallback === undefined) throw new FilterError(`KeyError: ${repr(key!)}`)
  if (found !== undefined) dictDelete(dict(self), key!)
  return found === undefined ? fallback! : found
})

const popitem = method([], (_, self) => {
  const last = [...dict(self)].at(-1)
  if (!last) throw new FilterError("'popitem(): dictionary is empty'")
  dict(self).delete(last[0])
  return Tuple.from_(last)
})

const setdefault = method(['key', 'default?'], (_, self, [key, fallback = null]) => {
  const found = dictGet(dict(self), required(key))
  if (found === undefined) dictSet(dict(self), key!, fallback)
  return found === undefined ? fallback : found
})

const update: MethodFunction = (_context, self, args, kwargs) => {
  if (args.length > 1) throw new TemplateTypeError(`update expected at most 1 argument, got ${args.length}`)
  const [source] = args
  for (const [key, value] of source === undefined ? [] : pairsOf(required(source))) dictSet(dict(self), key, value)
  for (const [key, value] of kwargs as Keywords) dict(self).set(key, value)
  return null
}

const pairsOf = (source: Value): Iterable<[Value, Value]> => {
  if (isDict(source)) return source
  return itemsOf(source).map((pair, index): [Value, Value] => {
    const [key, value, ...rest] = itemsOf(pair)
    if (key === undefined || value === undefined || rest.length > 0)
      throw new FilterError(`dictionary update sequence element #${index} has the wrong length; 2 is required`)
    return [key, value]
  })
}

const fromkeys = method(['keys', 'value?'], (_, _self, [keys, value = null]) => {
  const result: Dict = new Map()
  for (const key of itemsOf(keys)) dictSet(result, key, value)
  return result
})

const view = (kind: 'keys' | 'values' | 'items'): MethodFunction =>
  method([], (_, self) => new DictView(dict(self), kind))

/** The methods of `dict` by name. */
export const dictMethods: Readonly<Record<string, MethodFunction>> = {
  get,
  keys: view('keys'),
  values: view('values'),
  items: view('items'),
  pop,
  popitem,
  setdefault,
  update,
  copy: method([], (_, self) => new Map(dict(self))),
  clear: method([], (_, self) => {
    dict(self).clear()
    return null
  }),
  fromkeys,
}
