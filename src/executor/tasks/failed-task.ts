/** `ansible_failed_task`: what a rescue knows of the task that failed. */
import { randomUUID } from 'node:crypto'
import { UserError } from '../../errors.ts'
import { allEnvironment, inherited } from '../../playbook/inheritance.ts'
import type { AnyTask, Condition, NearestKeyword } from '../../playbook/types.ts'
import type { Templar } from '../../templating/templar.ts'
import { asWritten } from '../../util/as-written.ts'
import { type Dict, dict, Float, type Value } from '../../values.ts'
import type { RunSettings } from '../run.ts'

/** The keywords of a task, its name and options evaluated as far as they can be. */
export const failedTask = (task: AnyTask, templar: Templar, settings: RunSettings): Value =>
  dict({
    ...plainKeywords(task, templar, settings),
    ...loopKeywords(task),
    ...roleKeywords(task),
    action: task.action,
    args: evaluated(withText(task), templar),
    async_val: asWritten(task.async ?? 0),
    changed_when: conditions(task, task.changed_when),
    collections: [...(inherited(task, 'collections') ?? [])],
    ...attempts(task, settings),
    environment: environmentOf(task),
    failed_when: conditions(task, task.failed_when),
    name: evaluated(task.name ?? '', templar),
    register: task.register ?? null,
    tags: [...task.tags].map(asWritten),
    until: conditions(task, task.until),
    uuid: idOf(task),
    vars: asWritten(task.vars),
    when: task.when.map(({ value }) => asWritten(value)),
    ...processed,
  })

/** Every object of a playbook says how far it has been worked on: all the way, once it has run. */
const processed = { finalized: true, squashed: true }

/** What the reference gives for a keyword that is not written. */
const defaults: Readonly<Record<string, Value>> = {
  any_errors_fatal: false,
  async: 0,
  debugger: null,
  module_defaults: [],
  notify: null,
  poll: 15,
  throttle: 0,
  timeout: 0,
}

/** Keywords that come from what is around the task, or from the settings. */
const surrounding = (settings: RunSettings): Readonly<Partial<Record<NearestKeyword, Value>>> => ({
  become: false,
  become_exe: null,
  become_flags: null,
  become_method: 'sudo',
  become_user: null,
  check_mode: settings.check,
  connection: settings.connection.transport,
  delegate_facts: null,
  delegate_to: null,
  diff: settings.diff,
  ignore_errors: null,
  ignore_unreachable: null,
  no_log: settings.noLog,
  port: null,
  remote_user: null,
  run_once: null,
})

const plainKeywords = (task: AnyTask, templar: Templar, settings: RunSettings): Readonly<Record<string, Value>> => {
  const around = (name: string): Value | undefined => inherited(task, name as NearestKeyword) as Value | undefined
  return {
    ...evaluatedAll(defaults, (name) => ownKeyword(task, name), templar),
    ...evaluatedAll(surrounding(settings), around, templar),
  }
}

const evaluatedAll = (
  otherwise: Readonly<Record<string, Value>>,
  written: (name: string) => Value | undefined,
  templar: Templar,
): Readonly<Record<string, Value>> =>
  Object.fromEntries(
    Object.entries(otherwise).map(([name, value]) => [name, evaluated(written(name) ?? value, templar)]),
  )

const environmentOf = (task: AnyTask): Value => {
  const all = allEnvironment(task)
  return all.length > 0 ? all.map(asWritten) : [new Map()]
}

/** Becomes a list as it is evaluated; with a loop that is not done for the task itself, and one is most often written alone. */
const isListed = (task: AnyTask, values: readonly unknown[]): boolean =>
  values.length !== 1 || (task.loop === undefined && task.with === undefined)

const ownKeyword = (task: AnyTask, name: string): Value | undefined => {
  const value = (task as unknown as Readonly<Record<string, Value | undefined>>)[name]
  if (!Array.isArray(value)) return value
  return isListed(task, value) ? value : value[0]
}

/** Until ansible-core 2.15 there was a number of retries without being asked for, and delays were whole. */
const attempts = ({ delay = 5, retries }: AnyTask, { compat }: RunSettings): Readonly<Record<string, Value>> => ({
  delay: compat === '2.14' ? asWritten(delay) : secondsOf(delay),
  retries: asWritten(retries ?? (compat === '2.14' ? 3 : null)),
})

const secondsOf = (value: Value): Value => (typeof value === 'number' ? Float.of(value) : asWritten(value))

const loopKeywords = (task: AnyTask): Readonly<Record<string, Value>> => {
  const { extended = null, extended_allitems = true, index_var = null, label = null } = task.loop_control ?? {}
  const { loop_var = 'item', pause = 0, break_when = [] } = task.loop_control ?? {}
  const control = dict({ extended, extended_allitems, index_var, label, loop_var, pause: secondsOf(pause) })
  control.set('break_when', conditions(task, break_when)).set('uuid', idOf(task.loop_control ?? control))
  control.set('finalized', true).set('squashed', false)
  return {
    loop: asWritten(task.loop ?? task.with?.terms ?? null),
    loop_with: task.with?.lookup ?? null,
    loop_control: asWritten(control),
  }
}

const roleKeywords = (task: AnyTask): Readonly<Record<string, Value>> => {
  if (task.kind !== 'include_role') return {}
  const { allow_duplicates = true, public: isPublic = null, rolespec_validate = true } = task.options
  return { allow_duplicates, public: isPublic, rolespec_validate }
}

const ids = new WeakMap<object, string>()

/** The same each time the task fails. */
const idOf = (node: object): string => {
  const id = ids.get(node) ?? randomUUID()
  ids.set(node, id)
  return id
}

const conditions = (task: AnyTask, written: readonly Condition[] = []): Value => {
  const values = written.map(({ value }) => asWritten(value))
  return isListed(task, values) ? values : values[0]!
}

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
