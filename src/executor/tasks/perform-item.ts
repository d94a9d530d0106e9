/** One round of a task, once it is prepared: through its action or module, within its time, as often as it asks for. */
import { UserError } from '../../errors.ts'
import { inherited } from '../../playbook/inheritance.ts'
import { type Dict, dict } from '../../values.ts'
import { applyModule, type EngineContext } from '../engine/engine.ts'
import { exchangeOptions } from '../hosts/target.ts'
import { applyReturnedFacts } from './apply-facts.ts'
import { attempt } from './attempt.ts'
import { tellInterpreter } from './found-interpreter.ts'
import { withHiddenDiff } from './hidden-diff.ts'
import { inKeyOrder } from './key-order.ts'
import { evaluated, flag, isHidden, toInteger } from './keywords.ts'
import type { Listener } from './listener.ts'
import { errorResult, mistakeResult } from './results.ts'
import { runAction } from './run-action.ts'
import { asyncSettings, runAsync } from './run-async.ts'
import { type HostTask, hideSecrets, type ItemOutcome, moduleRun, type Prepared, type ReadyItem } from './run-item.ts'
import { diagnosticOf, tellMistake } from './told-mistakes.ts'

/** Runs what is prepared, with its retries, time limit and job in the background. A mistake becomes a failed result. */
export const performItem = async (prepared: Prepared, listener: Listener): Promise<ItemOutcome> => {
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
  const attempts = {
    task,
    templar: ready.templar,
    signal,
    once,
    onRetry: (failed: Dict, number: number, retries: number) =>
      listener.onRetry({
        result: failed,
        attempt: number,
        retries,
        hidden: isHidden(task, ready.templar, playRun.run.settings),
      }),
  }
  const { target } = ready
  try {
    const result = await attempt(attempts)
    return { result, target, diagnostic: diagnosticOf(result) }
  } catch (error) {
    return { ...mistakeResult(error, playRun.run.settings), target, endsLoop: true }
  }
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

/** What the engine needs to know to apply a module for the item. */
export const engineContext = ({ hostTask, target }: ReadyItem, signal: AbortSignal): EngineContext => ({
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
export const settle = async (ready: ReadyItem, run: () => Promise<Dict>): Promise<Dict> => {
  try {
    const { task, module, playRun } = ready.hostTask
    const told = hideSecrets(await run(), ready.secrets)
    const isHidden = told.has('diff') && flag(task, 'no_log', ready.templar, playRun.run.settings.noLog)
    const result = inKeyOrder(module.name, isHidden ? withHiddenDiff(told) : told)
    applyReturnedFacts(ready, result)
    await tellInterpreter(ready, result)
    return result
  } catch (error) {
    if (isOwnMistake(error, ready.hostTask)) throw error
    const { result, diagnostic } = errorResult(error)
    const shown = hideSecrets(result, ready.secrets)
    if (diagnostic) tellMistake(shown, diagnostic)
    return shown
  }
}

/**
 * A condition of `assert` that can't be evaluated is a mistake like one in `when`: no further attempt is made, and
 * `failed_when` has no say. From 2.19 on it is a failure like others.
 */
const isOwnMistake = (error: unknown, { module, playRun }: HostTask): boolean =>
  error instanceof UserError && module.name === 'assert' && playRun.run.settings.compat !== '2.19'
