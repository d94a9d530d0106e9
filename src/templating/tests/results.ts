/** Tests of what a task registered: failed, changed, skipped, … */
import { type Dict, isDict, type Value } from '../../values.ts'
import { type CallContext, type TestFunction, test } from '../plugin.ts'
import { equals } from '../python/equals.ts'
import { FilterError, TemplateTypeError } from '../python/errors.ts'
import { truth } from '../python/truth.ts'
import { typeName } from '../python/type-name.ts'

const result = (name: string, value: Value): Dict => {
  if (!isDict(value)) throw new FilterError(`The '${name}' test expects a dictionary`)
  return value
}

const isSet = (dict: Dict, key: string): boolean => truth(dict.get(key) ?? false)

/** What the result says, as it says it. */
const flag = (name: string): TestFunction => test([], (_, value) => result(name, value).get(name) ?? false)

const noFlag = (name: string): TestFunction => test([], (_, value) => !isSet(result(name, value), name))

const changed = test([], (_, value) => {
  const dict = result('changed', value)
  if (dict.has('changed')) return dict.get('changed')!
  const results = dict.get('results')
  if (!Array.isArray(results) || !isDict(results[0])) return false
  return results.some((item) => isDict(item) && isSet(item, 'changed'))
})

/** For tasks that run in the background; others count as started and finished. */
const background = (name: string): TestFunction =>
  test([], (context: CallContext, value) => {
    const dict = result(name, value)
    const state = dict.get(name)
    if (state !== undefined) return equals(state, 1)
    context.warn(`The '${name}' test expects an async task, but a non-async task was tested`)
    return true
  })

const failed = flag('failed')
const succeeded = noFlag('failed')
const skipped = flag('skipped')

/** Tests of results. */
export const resultTests: Readonly<Record<string, TestFunction>> = {
  failed,
  failure: failed,
  succeeded,
  success: succeeded,
  successful: succeeded,
  unreachable: flag('unreachable'),
  reachable: noFlag('unreachable'),
  timedout: test([], (_, value) => {
    const timedOut = result('timedout', value).get('timedout') ?? false
    if (!truth(timedOut)) return timedOut
    if (isDict(timedOut)) return timedOut.get('period') ?? false
    throw new TemplateTypeError(`'${typeName(timedOut)}' object has no attribute 'get'`)
  }),
  changed,
  change: changed,
  skipped,
  skip: skipped,
  started: background('started'),
  finished: background('finished'),
}
