/** Tests of types and of presence: defined, string, mapping, iterable, none, … */
import { isDict, isNumber, Secret, Template, Undefined, type Value } from '../../values.ts'
import { required } from '../filters/arguments.ts'
import { type CallContext, type TestFunction, test } from '../plugin.ts'
import { isIterable } from '../python/iterate.ts'
import { isFloat, isInt } from '../python/number.ts'
import { PythonObject } from '../python/object.ts'
import { str } from '../python/repr.ts'

const is = (holds: (value: Value) => boolean): TestFunction => test([], (_, value) => holds(value))

const isText = (value: Value): boolean =>
  typeof value === 'string' || value instanceof Secret || value instanceof Template || isMarkup(value)

const isMarkup = (value: Value): boolean => value instanceof PythonObject && value.typeName === 'Markup'

const isComplex = (value: Value): boolean => value instanceof PythonObject && value.typeName === 'complex'

const isSequence = (value: Value): boolean => {
  if (value instanceof Undefined) return false
  if (isText(value) || Array.isArray(value) || isDict(value)) return true
  return value instanceof PythonObject && value.length() !== undefined && value.typeName !== 'set'
}

const isVaulted = (value: Value): boolean => value instanceof Secret && 'ciphertext' in value

const callableTypes = /function|method|Macro|type/

/** Whether the engine knows a filter or test of that name; as in Ansible, asking for an unknown one raises. */
const known = (look: (context: CallContext, name: string) => unknown): TestFunction =>
  test([], (context, value) => look(context, str(required(value))) !== undefined)

/** Tests of types. */
export const typeTests: Readonly<Record<string, TestFunction>> = {
  defined: is((value) => !(value instanceof Undefined)),
  undefined: is((value) => value instanceof Undefined),
  none: is((value) => value === null),
  boolean: is((value) => typeof value === 'boolean'),
  true: is((value) => value === true),
  false: is((value) => value === false),
  integer: is(isInt),
  float: is(isFloat),
  number: is((value) => isNumber(value) || typeof value === 'boolean' || isComplex(value)),
  string: is(isText),
  mapping: is(isDict),
  sequence: is(isSequence),
  iterable: is((value) => (value instanceof Undefined ? required(value) !== undefined : isIterable(value))),
  callable: is(
    (value) => value instanceof Undefined || (value instanceof PythonObject && callableTypes.test(value.typeName)),
  ),
  escaped: is(isMarkup),
  lower: is((value) => hasCase(str(required(value)), (text) => text.toLowerCase())),
  upper: is((value) => hasCase(str(required(value)), (text) => text.toUpperCase())),
  filter: known((context, name) => context.filter(name)),
  test: known((context, name) => context.test(name)),
  vault_encrypted: is((value) => isVaulted(required(value))),
}

/** Python's `islower` and `isupper`: some letter has a case, and none has the other. */
const hasCase = (text: string, change: (text: string) => string): boolean =>
  text === change(text) && text.toLowerCase() !== text.toUpperCase()
