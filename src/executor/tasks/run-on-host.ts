/** A task on one host: once, or for each item of its loop. */
import { type Dict, dict, Unknown, type Value } from '../../values.ts'
import { setInvocation } from './invocation.ts'
import type { HostOutcome, Listener } from './listener.ts'
import { loopValues } from './loop.ts'
import { performItem } from './perform-item.ts'
import { mistakeResult } from './results.ts'
import { type HostTask, type ItemOutcome, itemTemplar, prepareItem, skippedByCondition } from './run-item.ts'
import { runLoop } from './run-loop.ts'

/** Runs the task on the host. Never rejects for what is the host's or the playbook's fault: that is a failed result. */
export const runOnHost = async (hostTask: HostTask, listener: Listener): Promise<HostOutcome> => {
  try {
    const values = valuesOf(hostTask)
    if (values instanceof Unknown) return { result: unknownLoop(values), loop: false }
    if (values === undefined) return { ...(await runOnce(hostTask, listener)), loop: false }
    return await runLoop(hostTask, values, listener)
  } catch (error) {
    return { ...mistakeResult(error, hostTask.playRun.run.settings), loop: false }
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
  const outcome = await performItem(prepared, listener)
  setInvocation(outcome, hostTask.playRun.run.settings.verbosity >= 3 ? prepared : undefined)
  return outcome
}
