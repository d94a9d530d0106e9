/** Keywords that can't be what they are: a task that is not skipped fails with them, whether they would be needed or not. */
import { UserError } from '../../errors.ts'
import { invalidBoolean } from '../../modules/kit/coerce.ts'
import { inheritedAll, placeOfKeyword } from '../../playbook/inheritance.ts'
import { formProblem } from '../../playbook/keywords/check-keywords.ts'
import { type Form, keywordsOf, nearestKeywords } from '../../playbook/keywords/keywords.ts'
import type { NearestKeyword, Task } from '../../playbook/types.ts'
import type { Templar } from '../../templating/templar.ts'
import { TemplateError } from '../../templating/template-error.ts'
import { Secret, Template, Unknown, type Value } from '../../values.ts'
import { evaluated, keyword } from './keywords.ts'

const looked: readonly NearestKeyword[] = [
  ...(Object.keys(nearestKeywords) as (keyof typeof nearestKeywords)[]),
  'delegate_facts',
]

/** Keywords that a task has from nobody else. */
const own = ['async', 'poll', 'retries', 'delay'] as const

type Name = NearestKeyword | (typeof own)[number]

const isOwn = (name: Name): name is (typeof own)[number] => (own as readonly string[]).includes(name)

interface Looked {
  /** The first mistake that is known without a host. */
  readonly wrong: UserError | undefined
  /** Keywords to evaluate for each host. */
  readonly templated: readonly Name[]
}

const known = new WeakMap<Task, Looked>()

/**
 * Refuses values of the wrong form, and templates that need something undefined or give such a value.
 *
 * @throws UserError at the keyword.
 */
export const refuseKeywords = (task: Task, templar: Templar): void => {
  let about = known.get(task)
  if (!about) {
    about = lookAt(task)
    known.set(task, about)
  }
  if (about.wrong) throw about.wrong
  for (const name of about.templated) {
    const value = evaluateDefined(task, name, templar)
    if (value === undefined || value === '' || value instanceof Unknown) continue
    const mistake = mistakeIn(task, name, value)
    if (mistake) throw mistake
  }
}

const lookAt = (task: Task): Looked => {
  const templated: Name[] = []
  for (const name of [...looked, ...own]) {
    const [written] = isOwn(name) ? [task[name]] : inheritedAll(task, name)
    if (written === undefined || written === null || written instanceof Secret) continue
    if (written instanceof Template) templated.push(name)
    else {
      const wrong = mistakeIn(task, name, written as Value)
      if (wrong) return { wrong, templated }
    }
  }
  return { wrong: undefined, templated }
}

const mistakeIn = (task: Task, name: Name, value: Value): UserError | undefined => {
  const form = formOf(name)
  const problem = formProblem(name, value, form)
  if (problem === undefined) return undefined
  const position = isOwn(name) ? task.keywords.get(name) : placeOfKeyword(task, name)
  // Playbooks look for these words in what a failed task registers.
  const message = form === 'bool' ? `${problem.message} The error was: ${invalidBoolean(value)}` : problem.message
  return new UserError({ ...problem, message, position })
}

const formOf = (name: Name): Form => keywordsOf.Task[name] ?? 'own'

const evaluateDefined = (task: Task, name: Name, templar: Templar): Value | undefined => {
  try {
    return isOwn(name) ? evaluated(task[name], templar) : keyword(task, name, templar)
  } catch (error) {
    if (!(error instanceof TemplateError) || error.kind !== 'undefined') throw error
    const message = `The field '${name}' has an invalid value, which includes an undefined variable. The error was: ${error.message}`
    throw new UserError({ ...error.diagnostic, message })
  }
}
