/** How `attribute=` of Jinja's filters reaches into items: `'a.b.0'`, a number, several with commas. */
import { Undefined, type Value } from '../../values.ts'
import type { CallContext } from '../plugin.ts'
import { open } from '../python/secret.ts'

export interface GetterOptions {
  /** Given in place of what is not there. */
  readonly fallback?: Value | undefined
  /** Compare text without case. */
  readonly ignoreCase?: boolean | undefined
}

/** A function that gets a (dotted) attribute of an item; the item itself without an attribute. */
export const attributeGetter = (
  context: CallContext,
  attribute: Value | undefined,
  { fallback, ignoreCase }: GetterOptions = {},
): ((item: Value) => Value) => {
  const path = attributePath(attribute)
  return (item) => {
    let found = item
    for (const part of path) {
      found = context.item(found, part)
      if (found instanceof Undefined && fallback !== undefined) found = fallback
    }
    return ignoreCase ? withoutCase(found) : found
  }
}

/** As {@link attributeGetter} for several attributes with commas between: the list of what each gives. */
export const attributesGetter = (
  context: CallContext,
  attribute: Value | undefined,
  options: GetterOptions = {},
): ((item: Value) => Value[]) => {
  const parts: (Value | undefined)[] = typeof attribute === 'string' ? attribute.split(',') : [attribute]
  const getters = parts.map((part) => attributeGetter(context, part, options))
  return (item) => getters.map((get) => get(item))
}

/** Text in lower case; anything else as it is. */
export const withoutCase = (value: Value): Value => {
  const opened = open(value)
  return typeof opened === 'string' ? opened.toLowerCase() : value
}

const attributePath = (attribute: Value | undefined): Value[] => {
  if (attribute === undefined || attribute === null) return []
  if (typeof attribute !== 'string') return [attribute]
  return attribute.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}
