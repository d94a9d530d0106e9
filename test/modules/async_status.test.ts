import { expect, test } from 'vitest'
import asyncStatus from '../../src/modules/async_status.ts'
import { dict } from '../../src/values.ts'
import { runAction } from './rig.ts'

const running = dict({ ansible_job_id: 'j1.2', started: 1, finished: 0 })
const jobs = {
  directory: '~/.ansible_async',
  status: async (id: string) => (id === 'j1.2' ? running : undefined),
  forget: async () => {},
}

test('a job that runs is started and not finished', async () => {
  const { result } = await runAction(asyncStatus, { options: { jid: 'j1.2', mode: 'status' }, jobs })
  expect(Object.fromEntries(result)).toMatchObject({ ansible_job_id: 'j1.2', started: 1, finished: 0, changed: false })
})

test('a job that nobody started fails the task', async () => {
  const { result } = await runAction(asyncStatus, { options: { jid: 'j9.9', mode: 'status' }, jobs })
  expect(Object.fromEntries(result)).toMatchObject({ failed: true, finished: 1, msg: 'could not find job' })
})

test('a job is forgotten', async () => {
  const { result } = await runAction(asyncStatus, { options: { jid: 'j1.2', mode: 'cleanup' }, jobs })
  expect(result.get('erased')).toBe('~/.ansible_async/j1.2')
})

test.each(['j1.2', 'j9.9'])('what a job printed is there in any case: %s', async (jid) => {
  const { result } = await runAction(asyncStatus, { options: { jid, mode: 'status' }, jobs })
  expect(Object.fromEntries(result)).toMatchObject({ stdout: '', stdout_lines: [], stderr: '', stderr_lines: [] })
})
