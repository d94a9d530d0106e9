/** `ansible_failed_task`: what a rescue knows of the task that failed. */
import { UserError } from '../../errors.ts'
import type { AnyTask, Condition } from '../../playbook/types.ts'
import type { Templar } from '../../templating/templar.ts'
import { type Dict, dict, isDict, Template, type Value } from '../../values.ts'

/** The keywords of a task, its name and options evaluated as far as they can be. */
export const failedTask = (task: AnyTask, templar: Templar): Value =>
  dict({
    ...Object.fromEntries(plainKeywords(task).map(([name, value]) => [name, asWritten(value)])),
    action: task.action,
    args: evaluated(withText(task), templar),
    changed_when: conditions(task.changed_when),
    failed_when: conditions(task.failed_when),
    loop: asWritten(task.loop ?? null),
    name: evaluated(task.name ?? '', templar),
    register: task.register ?? null,
    tags: [...task.tags].map(asWritten),
    until: conditions(task.until),
    vars: asWritten(task.vars),
    when: conditions(task.when),
  })

/** What the reference gives for a keyword that is not written. */
const defaults: Readonly<Record<string, Value>> = {
  any_errors_fatal: false,
  async: 0,
  become: null,
  become_user: null,
  check_mode: null,
  connection: null,
  delay: 5,
  delegate_facts: null,
  delegate_to: null,
  diff: null,
  environment: [],
  ignore_errors: null,
  ignore_unreachable: null,
  module_defaults: [],
  no_log: null,
  notify: null,
  poll: 15,
  port: null,
  remote_user: null,
  retries: 3,
  run_once: null,
  throttle: 0,
  timeout: 0,
}

const plainKeywords = (task: AnyTask): [string, Value][] =>
  Object.entries(defaults).map(([name, otherwise]) => [name, keyword(task, name) ?? otherwise])

const keyword = (task: AnyTask, name: string): Value | undefined => {
  const value = (task as unknown as Readonly<Record<string, Value | undefined>>)[name]
  return Array.isArray(value) && value.length === 0 ? undefined : value
}

const conditions = (written: readonly Condition[] | undefined): Value =>
  (written ?? []).map(({ value }) => asWritten(value))

const withText = ({ args, freeForm }: AnyTask): Dict =>
  freeForm === undefined ? args : new Map([...args, ['_raw_params', freeForm]])

/** As it is written where it needs what is not there. */
const evaluated = (value: Value, templar: Templar): Value => {
  try {
    return templar.evaluate(value)
  } catch (error) {
    if (error instanceof UserError) return asWritten(value)
    throw error
  }
}

/** Templates as their text: what a failed task says is looked at, not evaluated again. */
const asWritten = (value: Value): Value => {
  if (value instanceof Template) return value.source
  if (Array.isArray(value)) return value.map(asWritten)
  return isDict(value) ? new Map([...value].map(([key, item]) => [key, asWritten(item)])) : value
}
