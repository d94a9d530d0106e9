/** A task on one host: once, or for each item of its loop. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Diagnostic } from '../../errors.ts'
import type { AsyncState } from '../../events.ts'
import { inherited } from '../../playbook/inheritance.ts'
import { type Dict, dict, Unknown, type Value } from '../../values.ts'
import { applyModule } from '../engine/engine.ts'
import { exchangeOptions } from '../hosts/target.ts'
import { applyReturnedFacts } from './apply-facts.ts'
import { attempt } from './attempt.ts'
import { conclude } from './conclude.ts'
import { allHold } from './conditions.ts'
import { invocationOf } from './invocation.ts'
import { evaluated, flag, toInteger } from './keywords.ts'
import { type LoopItem, type LoopSettings, loopItems, loopSettings, loopValues } from './loop.ts'
import { loopResult } from './loop-result.ts'
import { warnOfHiddenVariable } from './loop-variable.ts'
import { errorResult, statusOf } from './results.ts'
import { runAction } from './run-action.ts'
import { asyncSettings, runAsync } from './run-async.ts'
import {
  type HostTask,
  hideSecrets,
  type ItemOutcome,
  itemTemplar,
  moduleRun,
  type Prepared,
  prepareItem,
  type ReadyItem,
  skippedByCondition,
} from './run-item.ts'

/** What happened on the host, and who is told of items and retries on the way. */
export interface HostOutcome extends ItemOutcome {
  readonly loop: boolean
}

export interface Listener {
  onItem(item: ItemReport): void
  onRetry(result: Dict, attempt: number, retries: number): void
  /** A job that is waited for goes on, or has ended. */
  onAsync(state: AsyncState['state'], jobId: string): void
}

export interface ItemReport {
  readonly outcome: ItemOutcome
  readonly label: Value
  readonly ignored: boolean
}

/** Runs the task on the host. Never rejects for what is the host's or the playbook's fault: that is a failed result. */
export const runOnHost = async (hostTask: HostTask, listener: Listener): Promise<HostOutcome> => {
  try {
    const values = valuesOf(hostTask)
    if (values instanceof Unknown) return { result: unknownLoop(values), loop: false }
    if (values === undefined) return { ...(await runOnce(hostTask, listener)), loop: false }
    return await runLoop(hostTask, values, listener)
  } catch (error) {
    return { ...errorResult(error), loop: false }
  }
}

/** The loop's values. Where they can't be had, a condition that does not hold still skips the task. */
const valuesOf = (hostTask: HostTask): readonly Value[] | Unknown | undefined => {
  const templar = itemTemplar(hostTask, new Map())
  try {
    return loopValues(hostTask.task, templar)
  } catch (error) {
    if (skippedQuietly(hostTask)) return undefined
    throw error
  }
}

const skippedQuietly = (hostTask: HostTask): boolean => {
  try {
    return skippedByCondition(hostTask.task, itemTemplar(hostTask, new Map())) !== undefined
  } catch {
    return false
  }
}

const unknownLoop = (values: Unknown): Dict =>
  dict({ changed: true, msg: `the items of the loop are known after apply: ${values.reason}` })

const runOnce = async (hostTask: HostTask, listener: Listener): Promise<ItemOutcome> => {
  const prepared = prepareItem(hostTask, new Map())
  const outcome = await runPrepared(prepared, listener)
  setInvocation(outcome, hostTask.playRun.run.settings.verbosity >= 3 ? prepared : undefined)
  return outcome
}

/** A program tells itself what it was asked: that stays, where somebody looks. */
const setInvocation = ({ result }: ItemOutcome, prepared: Prepared | undefined): void => {
  if (prepared === undefined) result.delete('invocation')
  if (prepared === undefined || 'outcome' in prepared || result.has('invocation') || isLost({ result })) return
  const invocation = invocationOf(prepared.ready)
  if (invocation) result.set('invocation', invocation)
}

const runPrepared = async (prepared: Prepared, listener: Listener): Promise<ItemOutcome> => {
  if ('outcome' in prepared) return prepared.outcome
  const { ready } = prepared
  const { task, playRun } = ready.hostTask
  const limit = timeLimit(ready)
  const signal = limit.seconds ? AbortSignal.any([playRun.run.signal, limit.signal]) : playRun.run.signal
  const background = asyncSettings(ready)
  const run = (until: AbortSignal): Promise<Dict> =>
    settle(ready, () => within(limit, ready, () => perform(ready, until)))
  const once = (): Promise<Dict> =>
    background
      ? runAsync(ready, background, {
          perform: (until) => run(AbortSignal.any([signal, until])),
          onAsync: (state, jobId) => listener.onAsync(state, jobId),
        })
      : run(signal)
  const result = await attempt({
    task,
    templar: ready.templar,
    signal,
    once,
    onRetry: (failed, number, retries) => listener.onRetry(failed, number, retries),
  })
  return { result, target: ready.target, diagnostic: diagnostics.get(result) }
}

interface TimeLimit {
  readonly seconds: number
  readonly signal: AbortSignal
}

/** The `timeout` keyword: the task is ended after so many seconds. */
const timeLimit = ({ hostTask, templar }: ReadyItem): TimeLimit => {
  const seconds = toInteger(evaluated(inherited(hostTask.task, 'timeout'), templar)) ?? 0
  return { seconds, signal: seconds > 0 ? AbortSignal.timeout(seconds * 1000) : new AbortController().signal }
}

/** The result; when the time was over before there was one, the failure that says so. */
const within = async (limit: TimeLimit, ready: ReadyItem, run: () => Promise<Dict>): Promise<Dict> => {
  try {
    if (!limit.signal.aborted) return await run()
  } catch (error) {
    if (!limit.signal.aborted) throw error
  }
  const { action } = ready.hostTask.task
  const msg = `The ${action} action failed to execute in the expected time frame (${limit.seconds}) and was terminated`
  return dict({ failed: true, changed: false, msg, timedout: dict({ frame: '', period: limit.seconds }) })
}

const perform = (ready: ReadyItem, signal: AbortSignal): Promise<Dict> =>
  ready.hostTask.module.kind === 'action' ? runAction(ready, signal) : runModule(ready, signal)

const runModule = async (ready: ReadyItem, signal: AbortSignal): Promise<Dict> => {
  let result: Promise<Dict> = Promise.resolve(new Map())
  await applyModule([moduleRun(ready)], engineContext(ready, signal), (outcome) => {
    result = 'result' in outcome ? Promise.resolve(outcome.result) : Promise.reject(outcome.failure)
    return true
  })
  return result
}

const engineContext = ({ hostTask, target }: ReadyItem, signal: AbortSignal) => ({
  remote: target.remote,
  release: (user: string) => target.release(user),
  check: hostTask.check,
  diff: hostTask.diff,
  diffLimit: hostTask.playRun.run.settings.diffLimit,
  effects: hostTask.check ? target.effects : [],
  overtaken: hostTask.check ? undefined : target.effects,
  exchange: exchangeOptions(target, signal),
})

/** The result without secrets; facts in it are known from now on. Errors of the host become its result. */
const settle = async (ready: ReadyItem, run: () => Promise<Dict>): Promise<Dict> => {
  try {
    const result = hideSecrets(await run(), ready.secrets)
    applyReturnedFacts(ready, result)
    return result
  } catch (error) {
    const { result, diagnostic } = errorResult(error)
    const shown = hideSecrets(result, ready.secrets)
    if (diagnostic) diagnostics.set(shown, diagnostic)
    return shown
  }
}

/** The places of mistakes that results tell of. */
const diagnostics = new WeakMap<Dict, Diagnostic>()

interface Loop {
  readonly hostTask: HostTask
  readonly items: readonly LoopItem[]
  readonly settings: LoopSettings
  readonly listener: Listener
}

const runLoop = async (hostTask: HostTask, values: readonly Value[], listener: Listener): Promise<HostOutcome> => {
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
  return { result: loopResult(outcomes.map(({ result }) => result)), target, diagnostic, loop: true }
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

/** The items' outcomes, or the one outcome of a task that can't go on. */
interface Rounds {
  readonly outcomes: readonly ItemOutcome[]
  readonly end?: ItemOutcome | undefined
}

const endOf = (prepared: Prepared | undefined): ItemOutcome | undefined =>
  prepared && 'outcome' in prepared && prepared.endsLoop ? prepared.outcome : undefined

const runInTurn = async (loop: Loop): Promise<Rounds> => {
  const outcomes: ItemOutcome[] = []
  for (const item of loop.items) {
    if (outcomes.length > 0 && loop.settings.pause > 0) await sleep(loop.settings.pause * 1000)
    const prepared = prepareItem(loop.hostTask, item.locals)
    const end = endOf(prepared)
    if (end) return { outcomes, end }
    const outcome = await runPrepared(prepared, loop.listener)
    outcomes.push(report(loop, item, { prepared, outcome }))
    if (outcome.result.get('unreachable') === true || isBroken(loop, item, outcome)) break
  }
  return { outcomes }
}

/** `break_when`: the loop ends after this item. */
const isBroken = ({ hostTask }: Loop, item: LoopItem, { result }: ItemOutcome): boolean => {
  const conditions = hostTask.task.loop_control?.break_when
  if (conditions === undefined) return false
  const locals = new Map(item.locals)
  if (hostTask.task.register !== undefined) locals.set(hostTask.task.register, result)
  return allHold(conditions, itemTemplar(hostTask, locals)).holds === true
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
    return { result, target: one.ready.target, diagnostic: diagnostics.get(result) }
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

/** The host could not be reached, so its module was not called. */
const isLost = ({ result }: ItemOutcome): boolean => result.get('unreachable') === true

const isAskedFor = ({ task, playRun }: HostTask): boolean =>
  task.register !== undefined || playRun.run.settings.verbosity >= 3

/** Adds the item to its result and tells the listener. */
const report = ({ hostTask, settings, listener }: Loop, item: LoopItem, { prepared, outcome }: Round): ItemOutcome => {
  setInvocation(outcome, isAskedFor(hostTask) ? prepared : undefined)
  const result: Dict = new Map([
    ...outcome.result,
    [settings.variable, item.value],
    ['ansible_loop_var', settings.variable],
  ])
  for (const key of ['ansible_index_var', 'ansible_loop']) {
    const value = item.locals.get(key)
    if (value !== undefined) result.set(key, value)
  }
  if (settings.index !== undefined) result.set(settings.index, item.locals.get(settings.index) as Value)
  const templar = itemTemplar(hostTask, item.locals)
  const label = settings.label === undefined ? item.value : templar.evaluate(settings.label)
  const failed = ['failed', 'unreachable'].includes(statusOf(result))
  const shown = { ...outcome, result }
  listener.onItem({ outcome: shown, label, ignored: failed && flag(hostTask.task, 'ignore_errors', templar) })
  return shown
}
