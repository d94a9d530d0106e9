import { expect, it } from 'vitest'
import type { PlayRun } from '../../../src/executor/play-run.ts'
import { throttled } from '../../../src/executor/tasks/throttle.ts'
import type { AnyTask } from '../../../src/playbook/types.ts'
import { deferred } from '../../../src/util/deferred.ts'

const playRun = { run: { limit: (work: () => unknown) => work() }, throttles: new WeakMap() } as unknown as PlayRun

it('counts hosts that reach a task one by one together', async () => {
  const task = {} as AnyTask
  const first = deferred<void>()
  const begun: string[] = []
  const one = throttled(
    playRun,
    task,
    1,
  )(() => {
    begun.push('one')
    return first.promise
  })
  const two = throttled(playRun, task, 1)(async () => begun.push('two'))
  await throttled(playRun, {} as AnyTask, 1)(async () => begun.push('another task'))
  expect(begun).toEqual(['one', 'another task'])
  first.resolve()
  await Promise.all([one, two])
  expect(begun).toEqual(['one', 'another task', 'two'])
})
