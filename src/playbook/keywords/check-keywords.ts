import { type UserError, userError } from '../../errors.ts'
import { pythonType } from '../../util/python-type.ts'
import { didYouMean } from '../../util/suggest.ts'
import { type Dict, Float, isDict, type Value } from '../../values.ts'
import type { Project } from '../project.ts'
import { keyPosition, show, valuePosition } from '../source.ts'
import { type Form, keywordsOf, nearestKeywords, type ObjectKind } from './keywords.ts'

/** What is checked: the kind of object, and which of its keys are no keywords and are read elsewhere. */
export interface Checked {
  readonly kind: ObjectKind
  readonly isOther?: (key: Value) => boolean
}

/**
 * Refuses keys that the object doesn't have and values of the wrong form. A template's form is known only when it is
 * evaluated. A task with `become: maybe` fails when it is reached, as it may be skipped or its failure ignored: so that
 * gives a warning here.
 *
 * @throws UserError at the key or its value.
 */
export const checkKeywords = (project: Project, source: Dict, { kind, isOther = () => false }: Checked): void => {
  const table = keywordsOf[kind]
  for (const key of source.keys()) {
    const form = typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined
    if (form === undefined) {
      if (!isOther(key)) throw unknownKeyword(source, key, kind)
      continue
    }
    const problem = checkForm(source, key as string, form)
    if (problem === undefined) continue
    if (form === 'string' || isOfPlay(kind, key as string)) throw problem
    const { message, position, hint } = problem.diagnostic
    project.notice('warning', message, { position, ...(hint === undefined ? {} : { hint }) })
  }
}

/** The error for a key that an object of that kind doesn't have. */
export const unknownKeyword = (source: Dict, key: Value, kind: ObjectKind): UserError => {
  const name = typeof key === 'string' ? key : show(key)
  return userError(
    `'${name}' is not a valid attribute for a ${kind}`,
    keyPosition(source, key),
    hintFor(source, name, kind),
  )
}

const hintFor = (source: Dict, name: string, kind: ObjectKind): string | undefined =>
  kind === 'Play' && !source.has('hosts')
    ? "this looks like a task; a playbook is a list of plays, and tasks stand under 'tasks:' of a play"
    : didYouMean(name, Object.keys(keywordsOf[kind]))

/** Keywords that are evaluated once for a play, not for each task. */
const isOfPlay = (kind: ObjectKind, key: string): boolean => kind === 'Play' && !Object.hasOwn(nearestKeywords, key)

const checkForm = (source: Dict, key: string, form: Form): UserError | undefined => {
  const value = source.get(key) as Value
  if (value === null || isLate(value)) return undefined
  const problem = formProblem(key, value, form)
  return problem && userError(problem.message, valuePosition(source, key), problem.hint)
}

/** What is wrong with a keyword's value, which is no template. */
export interface FormProblem {
  readonly message: string
  readonly hint?: string | undefined
}

/** Says what is wrong with a value that has not the form of its keyword. */
export const formProblem = (key: string, value: Value, form: Form): FormProblem | undefined => {
  if (form === 'own' || form === 'list') return undefined
  if (typeof form !== 'string') return choiceProblem(key, value, form)
  if (form === 'string') return stringProblem(key, value)
  if (forms[form](value)) return undefined
  const message = `the field '${key}' has an invalid value (${show(value)}), and could not be converted to ${form}.`
  return { message, hint: hints[form] }
}

const stringProblem = (key: string, value: Value): FormProblem | undefined =>
  Array.isArray(value) || isDict(value)
    ? {
        message: `The field '${key}' is supposed to be a string type, however the incoming data structure is a <class '${pythonType(value)}'>`,
      }
    : undefined

const choiceProblem = (key: string, value: Value, choices: readonly string[]): FormProblem | undefined =>
  typeof value !== 'string' || choices.includes(value)
    ? undefined
    : {
        message: `'${String(value)}' is not a valid value for ${key}. Must be one of ${choices.join(', ')}`,
        hint: didYouMean(String(value), choices),
      }

/** Templates, secrets and other objects show their form when they are used. */
const isLate = (value: Value): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isDict(value) && !(value instanceof Float)

const truths = new Set(['y', 'yes', 'on', '1', 'true', 't', '1.0', 'n', 'no', 'off', '0', 'false', 'f', '0.0'])

const plain = (value: Value): string | undefined => {
  if (value instanceof Float) return `${value.value}`
  return Array.isArray(value) || isDict(value) ? undefined : String(value)
}

const isNumeric = (text: string | undefined): boolean =>
  text !== undefined && text.trim() !== '' && !Number.isNaN(Number(text))

type Parsed = Exclude<Form & string, 'own' | 'list' | 'string'>

const forms: Readonly<Record<Parsed, (value: Value) => boolean>> = {
  bool: (value) => truths.has(plain(value)?.trim().toLowerCase() ?? ''),
  int: (value) => typeof value === 'boolean' || (isNumeric(plain(value)) && Number.isInteger(Number(plain(value)))),
  float: (value) => typeof value === 'boolean' || isNumeric(plain(value)),
  percent: (value) => typeof value === 'boolean' || isNumeric(plain(value)?.replaceAll('%', '')),
  dict: isDict,
}

const hints: Readonly<Partial<Record<Parsed, string>>> = {
  bool: 'write true or false',
  int: 'write a whole number',
  float: 'write a number',
  percent: 'write a number, with or without %',
}
