/** `value.name` and `value[key]`. */
import { Float, Secret, Tuple, Undefined, Unknown, type Value } from '../../values.ts'
import { Timestamp } from '../../yaml/timestamp.ts'
import { EvaluatedDict } from '../evaluated-dict.ts'
import { DateTime } from '../python/datetime.ts'
import { dictGet } from '../python/dict-key.ts'
import { TemplateTypeError, UndefinedError } from '../python/errors.ts'
import { GroupTuple } from '../python/group-tuple.ts'
import { methodOf } from '../python/methods/method-of.ts'
import { MissingItem } from '../python/missing-item.ts'
import { isFloat } from '../python/number.ts'
import { PythonObject } from '../python/object.ts'
import { PythonClass } from '../python/python-class.ts'
import { repr } from '../python/repr.ts'
import { reveal } from '../python/secret.ts'
import { PySlice, sliceArray, sliceText } from '../python/slice.ts'
import { isWide } from '../python/text.ts'
import { typeName } from '../python/type-name.ts'
import { BoundMethod } from './bound-method.ts'

/** `target.name`: a method or an attribute, else an item of that name. */
export const getAttribute = (target: Value, name: string): Value => {
  if (target instanceof Map) return methodValue(target, name) ?? orMissing(target.get(name), target, name)
  if (target instanceof Undefined || target instanceof Unknown) return target
  if (target instanceof Secret) return getAttribute(reveal(target), name)
  if (target instanceof Timestamp) return getAttribute(DateTime.fromYaml(target), name)
  if (target instanceof PythonObject) return ofObject(target, name)
  return methodValue(target, name) ?? missing(target, name)
}

const ofObject = (target: PythonObject, name: string): Value => {
  const attribute = target.attribute(name)
  if (attribute === undefined && name === '__class__') return new PythonClass(target)
  return attribute === undefined ? orMissing(target.item(name), target, name) : attribute
}

const orMissing = (found: Value | undefined, target: Value, name: string): Value =>
  found === undefined ? missing(target, name) : found

const methodValue = (target: Value, name: string): Value | undefined => {
  if (target instanceof GroupTuple && target.attribute(name) !== undefined) return target.attribute(name)
  const method = methodOf(target, name)
  if (method === undefined) return name === '__class__' ? new PythonClass(target) : numberAttribute(target, name)
  return new BoundMethod(target, name, method)
}

const numberAttribute = (target: Value, name: string): Value | undefined => {
  if (
    typeof target !== 'number' &&
    typeof target !== 'bigint' &&
    typeof target !== 'boolean' &&
    !(target instanceof Float)
  )
    return undefined
  const whole = typeof target === 'boolean' ? Number(target) : target
  if (name === 'real' || (name === 'numerator' && !isFloat(target))) return whole
  if (name === 'denominator' && !isFloat(target)) return 1
  return name === 'imag' ? (isFloat(target) ? new Float(0) : 0) : undefined
}

/** `target[key]`: an item, else (for a name) an attribute. */
export const getItem = (target: Value, key: Value): Value => {
  if (key instanceof Unknown) return key
  const found = itemOf(target, key)
  if (found !== undefined) return found
  if (target instanceof Undefined || target instanceof Unknown) return target
  if (key instanceof PySlice) throw new TemplateTypeError(`'${typeName(target)}' object is not subscriptable`)
  if (typeof key === 'string') {
    const attribute = target instanceof PythonObject ? target.attribute(key) : methodValue(target, key)
    if (attribute !== undefined) return attribute
  }
  return missing(target, key)
}

const itemOf = (target: Value, key: Value): Value | undefined => {
  if (target instanceof Map) return itemOfDict(target, key)
  if (Array.isArray(target)) return itemOfArray(target, key)
  if (typeof target === 'string') return itemOfText(target, key)
  if (target instanceof Secret) return itemOf(reveal(target), key)
  return target instanceof PythonObject ? target.item(key) : undefined
}

/** An unhashable key is no key, and no error. */
const itemOfDict = (target: Map<Value, Value>, key: Value): Value | undefined => {
  if (typeof key === 'string') return target.get(key)
  if (key instanceof PySlice || (Array.isArray(key) && !(key instanceof Tuple)) || key instanceof Map) return undefined
  if (key instanceof Undefined) throw new UndefinedError(key)
  return dictGet(target, key)
}

const index = (key: Value): number | undefined =>
  typeof key === 'number' && Number.isInteger(key) ? key : typeof key === 'boolean' ? Number(key) : undefined

const itemOfArray = (target: Value[], key: Value): Value | undefined => {
  const at = index(key)
  if (at !== undefined) return target[at < 0 ? target.length + at : at]
  return key instanceof PySlice ? sliceArray(target, key) : undefined
}

const itemOfText = (target: string, key: Value): Value | undefined => {
  if (key instanceof PySlice) return sliceText(target, key)
  const at = index(key)
  if (at === undefined) return undefined
  const text = isWide(target) ? Array.from(target) : target
  return text[at < 0 ? text.length + at : at]
}

const missing = (target: Value, key: Value): Undefined => {
  if (target instanceof EvaluatedDict && target.label !== undefined) {
    const name = `${target.label}[${repr(key)}]`
    return new MissingItem(String(key), { hint: `${repr(name)} is undefined`, target })
  }
  const name = typeof key === 'string' ? key : repr(key instanceof Undefined ? key.message : key)
  const holder = target === null ? 'None' : `${describeType(target)} object`
  const hint = typeof key === 'string' ? `'${holder}' has no attribute '${key}'` : `${holder} has no element ${name}`
  return new MissingItem(name, { hint, target, key: key instanceof Undefined ? name : key })
}

const describeType = (target: Value): string => typeName(target)
