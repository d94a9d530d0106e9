/** The items of a loop: `loop`, or `with_NAME` through the lookup of that name. */
import { UserError } from '../../errors.ts'
import { toBoolean } from '../../modules/kit/coerce.ts'
import { formProblem } from '../../playbook/keywords/check-keywords.ts'
import { keywordsOf } from '../../playbook/keywords/keywords.ts'
import type { LoopControl, TaskBase } from '../../playbook/types.ts'
import { str } from '../../templating/python/repr.ts'
import type { Templar } from '../../templating/templar.ts'
import { type Dict, Tuple, Undefined, Unknown, type Value } from '../../values.ts'
import { evaluated } from './keywords.ts'
import { withLoop } from './templars.ts'

/** One round of a loop. */
export interface LoopItem {
  readonly value: Value
  /** `item` (or `loop_var`), `index_var`, `ansible_loop`, …: for the round's templates. */
  readonly locals: Dict
}

/** How a loop is run, from `loop_control`. */
export interface LoopSettings {
  readonly variable: string
  readonly index: string | undefined
  readonly label: Value | undefined
  /** Seconds between rounds. */
  readonly pause: number
  readonly extended: boolean
  readonly allItems: boolean
}

/** The values a task loops over; `undefined` when it does not loop, Unknown when only a real run could tell. */
export const loopValues = (task: TaskBase, templar: Templar): readonly Value[] | Unknown | undefined => {
  if (task.with) return withLoop(templar, task.with, subfolderOf(task))
  if (task.loop === undefined) return undefined
  const value = templar.evaluate(task.loop)
  if (value instanceof Unknown) return value
  if (Array.isArray(value)) return value.some(isTuple) ? value.map(asList) : value
  if (value instanceof Undefined) throw new UserError({ message: value.message, position: value.position })
  throw new UserError({
    message: `Invalid data passed to 'loop', it requires a list, got this instead: ${str(value)}. Hint: If you passed a list/dict of just one element, try adding wantlist=True to your lookup invocation or use q/query instead of lookup.`,
    position: task.keywords.get('loop') ?? task.position,
  })
}

/** Where `with_first_found` looks first: where the task's own files are. */
const subfolderOf = ({ action = '' }: TaskBase & { readonly action?: string }): string =>
  action.includes('template') ? 'templates' : action.includes('var') ? 'vars' : 'files'

const isTuple = (value: Value): value is Tuple => value instanceof Tuple

/** What filters pair up is a list to those who loop over it. */
const asList = (value: Value): Value => (isTuple(value) ? Array.from(value, asList) : value)

export const loopSettings = (control: LoopControl | undefined, templar: Templar): LoopSettings => ({
  variable: String(evaluated(control?.loop_var, templar) ?? 'item'),
  index: optionalText(evaluated(control?.index_var, templar)),
  // One that is empty as it is written counts as none.
  label: control?.label || undefined,
  pause: Number(formed(control, 'pause', templar) ?? 0),
  extended: toBoolean(formed(control, 'extended', templar) ?? false) === true,
  allItems: toBoolean(formed(control, 'extended_allitems', templar) ?? true) !== false,
})

/** The value, which has the form that the keyword asks for. */
const formed = (
  control: LoopControl | undefined,
  name: 'pause' | 'extended' | 'extended_allitems',
  templar: Templar,
): Value | undefined => {
  const value = evaluated(control?.[name], templar)
  if (control === undefined || value === undefined || value === null) return undefined
  const problem = formProblem(name, value, keywordsOf.LoopControl[name]!)
  if (problem) throw new UserError({ ...problem, position: control.position })
  return value
}

/** The rounds of a loop, each with its variables. */
export const loopItems = (
  values: readonly Value[],
  settings: LoopSettings,
  { written, templar }: { written: Value | undefined; templar: Templar },
): readonly LoopItem[] => {
  const variables = templar.asVariable(written ?? null, [...values]) as Value[]
  return values.map((value, index) => ({ value, locals: locals(variables, index, settings) }))
}

const locals = (values: readonly Value[], index: number, settings: LoopSettings): Dict => {
  const locals: Dict = new Map<Value, Value>([
    [settings.variable, values[index] as Value],
    ['ansible_loop_var', settings.variable],
  ])
  if (settings.index !== undefined) {
    locals.set(settings.index, index)
    locals.set('ansible_index_var', settings.index)
  }
  if (settings.extended) locals.set('ansible_loop', extended(values, index, settings.allItems))
  return locals
}

const extended = (values: readonly Value[], index: number, allItems: boolean): Dict => {
  const last = values.length - 1
  const loop: Dict = new Map<Value, Value>([
    ['index', index + 1],
    ['index0', index],
    ['first', index === 0],
    ['last', index === last],
    ['length', values.length],
    ['revindex', values.length - index],
    ['revindex0', last - index],
  ])
  if (allItems) loop.set('allitems', [...values])
  if (index < last) loop.set('nextitem', values[index + 1] as Value)
  if (index > 0) loop.set('previtem', values[index - 1] as Value)
  return loop
}

const optionalText = (value: Value | undefined): string | undefined =>
  value === undefined || value === null ? undefined : String(value)
