/** Which methods a value has. */
import { Float, Tuple, type Value } from '../../../values.ts'
import type { MethodFunction } from '../../plugin.ts'
import { dictMethods } from './dict.ts'
import { listMethods, tupleMethods } from './list.ts'
import { floatMethods, intMethods } from './number.ts'
import { strMethods } from './str.ts'

type Methods = Readonly<Record<string, MethodFunction>>

const none: Methods = {}

/** The method of that name that a value's type has; `undefined` when it has none. */
export const methodOf = (value: Value, name: string): MethodFunction | undefined => {
  const methods = methodsOf(value)
  return Object.hasOwn(methods, name) ? methods[name] : undefined
}

const names: ReadonlySet<string> = new Set(
  [strMethods, listMethods, tupleMethods, dictMethods, intMethods, floatMethods].flatMap((methods) =>
    Object.keys(methods),
  ),
)

/** False when no type has a method of that name. */
export const isMethodName = (name: string): boolean => names.has(name)

/** All methods of a value's type by name. */
export const methodsOf = (value: Value): Methods => {
  if (typeof value === 'string') return strMethods
  if (Array.isArray(value)) return value instanceof Tuple ? tupleMethods : listMethods
  if (value instanceof Map) return dictMethods
  if (typeof value === 'number') return Number.isInteger(value) ? intMethods : floatMethods
  if (typeof value === 'bigint' || typeof value === 'boolean') return intMethods
  return value instanceof Float ? floatMethods : none
}
