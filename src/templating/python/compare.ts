/** Python's `==`, `<`, `in` between values. */
import { compareText } from '../../util/compare-text.ts'
import { Secret, Tuple, Undefined, type Value } from '../../values.ts'
import { dictHas } from './dict-key.ts'
import { equals } from './equals.ts'
import { TemplateTypeError, UndefinedError } from './errors.ts'
import { isIterable, iterate } from './iterate.ts'
import { charge } from './limits.ts'
import { numeric } from './number.ts'
import { PythonObject } from './object.ts'
import { open } from './secret.ts'
import { typeName } from './type-name.ts'

export { equals }

export type OrderOperator = '<' | '<=' | '>' | '>='

/** Python's `a OP b`; types without an order raise its TypeError. */
export const order = (a: Value, operator: OrderOperator, b: Value): boolean => {
  const result = threeWay(a, b, operator)
  switch (operator) {
    case '<':
      return result < 0
    case '<=':
      return result <= 0
    case '>':
      return result > 0
    default:
      return result >= 0
  }
}

/** Negative, 0 or positive, for sorting; raises Python's TypeError for types without an order. */
export const compare = (a: Value, b: Value): number => {
  const result = threeWay(a, b, '<')
  return Number.isNaN(result) ? 0 : result
}

/** NaN when the two have no order although their types do, so that every comparison is false. */
const threeWay = (left: Value, right: Value, operator: OrderOperator): number => {
  if (typeof left === 'number' && typeof right === 'number') return left - right || (left === right ? 0 : left - right)
  const a = left instanceof Secret ? open(left) : left
  const b = right instanceof Secret ? open(right) : right
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  const x = numeric(a)
  const y = numeric(b)
  if (x !== undefined && y !== undefined) return x < y ? -1 : x > y ? 1 : x <= y ? 0 : Number.NaN
  return orderOfObjects(a, b, operator)
}

const orderOfObjects = (a: Value, b: Value, operator: OrderOperator): number => {
  if (Array.isArray(a) && Array.isArray(b) && a instanceof Tuple === b instanceof Tuple)
    return orderOfLists(a, b, operator)
  const result =
    a instanceof PythonObject ? a.compare(b) : b instanceof PythonObject ? negated(b.compare(a)) : undefined
  if (result !== undefined) return result
  for (const value of [a, b]) if (value instanceof Undefined) throw new UndefinedError(value)
  throw new TemplateTypeError(`'${operator}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`)
}

const negated = (result: number | undefined): number | undefined => (result === undefined ? undefined : -result)

const orderOfLists = (a: readonly Value[], b: readonly Value[], operator: OrderOperator): number => {
  const shared = Math.min(a.length, b.length)
  for (let i = 0; i < shared; i++) if (!equals(a[i]!, b[i]!)) return threeWay(a[i]!, b[i]!, operator)
  return a.length - b.length
}

/** Python's `value in container`. */
export const contains = (holder: Value, sought: Value): boolean => {
  const container = open(holder)
  const value = open(sought)
  if (typeof container === 'string') {
    if (typeof value === 'string') return container.includes(value)
    if (value instanceof PythonObject && value.typeName === 'Markup') return container.includes(value.str())
    throw new TemplateTypeError(`'in <string>' requires string as left operand, not ${typeName(value)}`)
  }
  if (container instanceof Map) return dictHas(container, value)
  if (container instanceof PythonObject) {
    const answer = container.contains(value)
    if (answer !== undefined) return answer
  }
  if (container instanceof Undefined) throw new UndefinedError(container)
  if (!isIterable(container)) throw new TemplateTypeError(`argument of type '${typeName(container)}' is not iterable`)
  if (Array.isArray(container)) charge(container.length)
  for (const item of iterate(container)) if (equals(item, value)) return true
  return false
}
