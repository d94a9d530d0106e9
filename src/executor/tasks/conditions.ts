/** Conditions of tasks: `when`, `changed_when`, `failed_when`, `until`. */
import { type Position, UserError } from '../../errors.ts'
import { allWhen } from '../../playbook/inheritance.ts'
import type { AnyTask, Condition } from '../../playbook/types.ts'
import type { Templar } from '../../templating/templar.ts'
import { withTemplates } from '../../templating/template-error.ts'
import { Template, Unknown, type Value } from '../../values.ts'

/** What the conditions say: all hold, one does not (which), or only a real run could tell. */
export type Verdict = { readonly holds: true } | { readonly holds: false | 'unknown'; readonly condition: Value }

/** Whether all `when` conditions of the task and what is around it hold. */
export const whenHolds = (task: AnyTask, templar: Templar): Verdict => allHold(allWhen(task), templar)

/** Whether all conditions hold; they are looked at in order, up to the first that does not. */
export const allHold = (conditions: readonly Condition[], templar: Templar): Verdict => {
  for (const condition of conditions) {
    const answer = conditionHolds(condition, templar)
    if (answer instanceof Unknown) return { holds: 'unknown', condition: conditionText(condition.value) }
    if (!answer) return { holds: false, condition: conditionText(condition.value) }
  }
  return { holds: true }
}

/** A condition whose text may be the result of a template, and so come from a host. */
export interface JudgedCondition extends Condition {
  readonly computed?: boolean
}

/** Whether a condition holds; an error names the condition. `near` is told where its own place is not known. */
export const conditionHolds = (condition: JudgedCondition, templar: Templar, near?: Position): boolean | Unknown => {
  try {
    if (condition.computed) return templar.computedConditional(condition.value)
    return templar.conditional(condition.value, condition.position)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const { diagnostic } = error
    throw new UserError({
      ...diagnostic,
      position: diagnostic.position ?? condition.position ?? near,
      message: `The conditional check '${String(conditionText(condition.value))}' failed. The error was: ${withTemplates(diagnostic)}`,
    })
  }
}

/** The condition as it was written. */
const conditionText = (value: Value): Value => (value instanceof Template ? value.source : value)
