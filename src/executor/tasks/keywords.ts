/** Keywords of a task as the run needs them: inherited, evaluated, converted. */

import { UserError } from '../../errors.ts'
import { invalidBoolean, toBoolean } from '../../modules/kit/coerce.ts'
import { inheritedAll, placeOfKeyword } from '../../playbook/inheritance.ts'
import type { AnyTask, NearestKeyword } from '../../playbook/types.ts'
import type { Templar } from '../../templating/templar.ts'
import { isNumber, Omit, type Value } from '../../values.ts'

/** A keyword's evaluated value, the nearest that is not `omit`; `undefined` where nobody wrote it. */
export const keyword = (task: AnyTask, name: NearestKeyword, templar: Templar): Value | undefined => {
  for (const written of inheritedAll(task, name)) {
    const value = evaluated(written as Value, templar)
    if (value !== undefined) return value === null ? undefined : value
  }
  return undefined
}

/** A keyword that is yes or no. */
export const flag = (task: AnyTask, name: NearestKeyword, templar: Templar, otherwise = false): boolean => {
  const value = keyword(task, name, templar)
  if (value === undefined || value === '') return otherwise
  const answer = toBoolean(value)
  if (answer === undefined) throw notBoolean(task, name, value)
  return answer
}

/** A keyword that is text. */
export const text = (task: AnyTask, name: NearestKeyword, templar: Templar): string | undefined => {
  const value = keyword(task, name, templar)
  return value === undefined ? undefined : String(value)
}

/** A whole number; `undefined` where there is none. */
export const toInteger = (value: Value | undefined): number | undefined => {
  if (value === undefined || value === null) return undefined
  const number = isNumber(value) ? Number(value.valueOf()) : Number(String(value).trim() || Number.NaN)
  return Number.isNaN(number) ? undefined : Math.trunc(number)
}

/** The value with its templates resolved; `undefined` for `omit`. */
export const evaluated = (value: Value | undefined, templar: Templar): Value | undefined => {
  if (value === undefined) return undefined
  const result = templar.evaluate(value)
  return result instanceof Omit ? undefined : result
}

const notBoolean = (task: AnyTask, name: NearestKeyword, value: Value): UserError =>
  new UserError({
    message: `the field '${name}' has an invalid value ('${String(value)}'), and could not be converted to bool. Error was: ${invalidBoolean(value)}`,
    position: placeOfKeyword(task, name),
  })

/** What a flag is; where it is a mistake, which is told where its task runs, it is `otherwise`. */
export const flagIfKnown = (evaluate: () => boolean, otherwise = false): boolean => {
  try {
    return evaluate()
  } catch (error) {
    if (error instanceof UserError) return otherwise
    throw error
  }
}

/** Whether `no_log` hides what is told of the task: where it can't be known it does. */
export const isHidden = (task: AnyTask, templar: Templar, settings: { readonly noLog: boolean }): boolean =>
  flagIfKnown(() => flag(task, 'no_log', templar, settings.noLog), true)
