/** What a result counts as: `changed_when`, `failed_when`, the exit status. */
import { UserError } from '../../errors.ts'
import type { Condition, Task } from '../../playbook/types.ts'
import type { Templar } from '../../templating/templar.ts'
import { type Dict, Unknown, type Value } from '../../values.ts'
import { allHold } from './conditions.ts'
import { registered } from './results.ts'
import { withVariables } from './templars.ts'
import { tellMistake } from './told-mistakes.ts'

/** The result with `changed` and `failed` as the task defines them. The result itself is changed. */
export const conclude = (task: Task, result: Dict, templar: Templar): Dict => {
  if (result.get('unreachable') === true) return result
  if (result.get('skipped') === true) return result.has('changed') ? result : result.set('changed', false)
  if (!result.has('failed')) result.set('failed', failedStatus(result.get('rc')))
  if (!result.has('changed')) result.set('changed', false)
  if (redefine(result, 'changed', { conditions: task.changed_when, task, templar }))
    redefine(result, 'failed', { conditions: task.failed_when, task, templar })
  return result
}

/** Evaluates with the result under the name that `register` gives it. */
export const withRegistered = (templar: Templar, task: Task, result: Dict): Templar =>
  task.register === undefined ? templar : withVariables(templar, new Map([[task.register, registered(result)]]))

interface Redefinition {
  readonly conditions: readonly Condition[] | undefined
  readonly task: Task
  readonly templar: Templar
}

/** Returns whether the conditions could be evaluated. */
const redefine = (result: Dict, key: 'changed' | 'failed', { conditions, task, templar }: Redefinition): boolean => {
  if (conditions === undefined) return true
  try {
    const holds = allHold(conditions, withRegistered(templar, task, result)).holds
    result.set(key, holds === true)
    if (key === 'failed') result.set('failed_when_result', holds === true)
    return true
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    result.set('failed', true)
    result.set(`${key}_when_result`, error.diagnostic.message)
    tellMistake(result, error.diagnostic)
    return false
  }
}

/** Whether the exit status says so. One that only the real run will have is no failure yet. */
export const failedStatus = (rc: Value | undefined): boolean =>
  rc !== undefined && rc !== null && rc !== 0 && rc !== '0' && !(rc instanceof Unknown)
