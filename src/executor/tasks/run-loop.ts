/** A task that loops, on one host: its items in turn, or together where they can share exchanges. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Diagnostic } from '../../errors.ts'
import { inherited } from '../../playbook/inheritance.ts'
import { TemplateError } from '../../templating/template-error.ts'
import { type Dict, dict, type Value } from '../../values.ts'
import { applyModule } from '../engine/engine.ts'
import { conclude } from './conclude.ts'
import { allHold } from './conditions.ts'
import { setInvocation } from './invocation.ts'
import { flag, isHidden } from './keywords.ts'
import type { HostOutcome, Listener } from './listener.ts'
import { type LoopItem, type LoopSettings, loopItems, loopSettings } from './loop.ts'
import { loopResult } from './loop-result.ts'
import { warnOfHiddenVariable } from './loop-variable.ts'
import { engineContext, performItem, settle } from './perform-item.ts'
import { errorResult, statusOf } from './results.ts'
import {
  type HostTask,
  type ItemOutcome,
  itemTemplar,
  moduleRun,
  type Prepared,
  prepareItem,
  type ReadyItem,
} from './run-item.ts'
import { diagnosticOf } from './told-mistakes.ts'

interface Loop {
  readonly hostTask: HostTask
  readonly items: readonly LoopItem[]
  readonly settings: LoopSettings
  readonly listener: Listener
}

/** Runs the task for each of the values. A mistake of the task itself ends it as a whole. */
export const runLoop = async (
  hostTask: HostTask,
  values: readonly Value[],
  listener: Listener,
): Promise<HostOutcome> => {
  const templar = itemTemplar(hostTask, new Map())
  const { task, playRun } = hostTask
  const settings = loopSettings(task.loop_control, templar)
  warnOfHiddenVariable(playRun.run, task, { variable: settings.variable, templar })
  if (values.length === 0)
    return {
      result: dict({ changed: false, skipped: true, skipped_reason: 'No items in the list', results: [] }),
      loop: true,
    }
  const loop = {
    hostTask,
    items: loopItems(values, settings, { written: hostTask.task.loop, templar }),
    settings,
    listener,
  }
  const { outcomes, end } = canShareExchanges(loop) ? await runTogether(loop) : await runInTurn(loop)
  if (end) return { ...end, loop: false }
  const target = outcomes.find((outcome) => outcome.target)?.target
  const diagnostic = outcomes.find((outcome) => outcome.diagnostic)?.diagnostic
  const hidden = outcomes.some((outcome) => outcome.hidden)
  return { result: loopResult(outcomes.map(({ result }) => result)), target, diagnostic, loop: true, hidden }
}

/** Items of a module can be inspected together when nothing between them decides what comes next. */
const canShareExchanges = ({ hostTask: { task, module }, settings, items }: Loop): boolean =>
  module.kind === 'module' &&
  items.length > 1 &&
  task.until === undefined &&
  task.retries === undefined &&
  task.async === undefined &&
  task.loop_control?.break_when === undefined &&
  inherited(task, 'timeout') === undefined &&
  inherited(task, 'delegate_to') === undefined &&
  settings.pause === 0

interface ToldOutcome extends ItemOutcome {
  readonly hidden: boolean
}

/** The items' outcomes, or the one outcome of a task that can't go on. */
interface Rounds {
  readonly outcomes: readonly ToldOutcome[]
  readonly end?: ItemOutcome | undefined
}

const endOf = (prepared: Prepared | undefined): ItemOutcome | undefined =>
  prepared && 'outcome' in prepared && prepared.outcome.endsLoop ? prepared.outcome : undefined

const runInTurn = async (loop: Loop): Promise<Rounds> => {
  const outcomes: ToldOutcome[] = []
  for (const item of loop.items) {
    if (outcomes.length > 0 && loop.settings.pause > 0) await sleep(loop.settings.pause * 1000)
    const prepared = prepareItem(loop.hostTask, item.locals)
    const outcome = await performItem(prepared, loop.listener)
    if (outcome.endsLoop) return { outcomes, end: outcome }
    outcomes.push(report(loop, item, { prepared, outcome }))
    if (isBroken(loop, item, outcome)) break
  }
  return { outcomes }
}

/** `break_when`: the loop ends after this item. */
const isBroken = ({ hostTask }: Loop, item: LoopItem, { result }: ItemOutcome): boolean => {
  const conditions = hostTask.task.loop_control?.break_when
  if (conditions === undefined) return false
  return allHold(conditions, itemTemplar(hostTask, withRegistered(hostTask, item, result))).holds === true
}

const runTogether = async (loop: Loop): Promise<Rounds> => {
  const all = loop.items.map((item) => prepareItem(loop.hostTask, item.locals))
  const endsAt = all.findIndex((one) => endOf(one) !== undefined)
  const prepared = endsAt < 0 ? all : all.slice(0, endsAt)
  const ready = prepared.flatMap((one) => ('ready' in one ? [one.ready] : []))
  const results = await runAll(ready)
  let next = 0
  const outcomeOf = (one: Prepared): ItemOutcome => {
    if ('outcome' in one) return one.outcome
    const result = results[next++]!
    return { result, target: one.ready.target, diagnostic: diagnosticOf(result) }
  }
  const outcomes = prepared.map((one, at) => report(loop, loop.items[at]!, { prepared: one, outcome: outcomeOf(one) }))
  return { outcomes, end: endOf(all[endsAt]) }
}

const runAll = async (ready: readonly ReadyItem[]): Promise<readonly Dict[]> => {
  const results: Dict[] = []
  const [first] = ready
  if (!first) return results
  const context = engineContext(first, first.hostTask.playRun.run.signal)
  try {
    await applyModule(ready.map(moduleRun), context, async (outcome, at) => {
      const item = ready[at]!
      const result = await settle(item, async () => {
        if ('result' in outcome) return outcome.result
        throw outcome.failure
      })
      results.push(conclude(item.hostTask.task, result, item.templar))
      return true
    })
  } catch (error) {
    const failed = errorResult(error).result
    while (results.length < ready.length) results.push(new Map(failed))
  }
  return results
}

interface Round {
  readonly prepared: Prepared
  readonly outcome: ItemOutcome
}

const isAskedFor = ({ task, playRun }: HostTask): boolean =>
  task.register !== undefined || playRun.run.settings.verbosity >= 3

interface Labelled extends Pick<Loop, 'hostTask' | 'settings'> {
  readonly item: LoopItem
  readonly result: Dict
}

/** What the round is shown as; it may use what the round registers. One that lacks something fails the round. */
const labelOf = ({
  hostTask,
  settings: { label },
  item,
  result,
}: Labelled): { readonly label: Value; readonly diagnostic?: Diagnostic } => {
  if (label === undefined) return { label: item.value }
  try {
    return { label: itemTemplar(hostTask, withRegistered(hostTask, item, result)).evaluate(label) }
  } catch (error) {
    if (!(error instanceof TemplateError) || error.kind !== 'undefined') throw error
    result.set('failed', true).set('msg', `Failed to template loop_control.label: ${error.message}`)
    return { label: item.value, diagnostic: error.diagnostic }
  }
}

const withRegistered = ({ task: { register } }: HostTask, { locals }: LoopItem, result: Dict): Dict =>
  register === undefined ? locals : new Map([...locals, [register, result]])

/** Adds the item to its result and tells the listener. */
const report = ({ hostTask, settings, listener }: Loop, item: LoopItem, { prepared, outcome }: Round): ToldOutcome => {
  setInvocation(outcome, isAskedFor(hostTask) ? prepared : undefined)
  const result: Dict = new Map([
    ...outcome.result,
    [settings.variable, item.value],
    ['ansible_loop_var', settings.variable],
  ])
  for (const key of [settings.index, 'ansible_index_var', 'ansible_loop']) {
    const value = key === undefined ? undefined : item.locals.get(key)
    if (value !== undefined) result.set(key as string, value)
  }
  const { label, ...mistake } = labelOf({ hostTask, settings, item, result })
  const templar = itemTemplar(hostTask, item.locals)
  const failed = ['failed', 'unreachable'].includes(statusOf(result))
  const hidden = isHidden(hostTask.task, templar, hostTask.playRun.run.settings)
  const shown = { ...outcome, ...mistake, result, hidden }
  const ignored = failed && flag(hostTask.task, 'ignore_errors', templar)
  listener.onItem({ outcome: shown, label, ignored, hidden })
  return shown
}
