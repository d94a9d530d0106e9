import { expect, test } from 'vitest'
import type { Action } from '../../src/modules/kit/action.ts'
import reboot from '../../src/modules/reboot.ts'
import type { RemoteShell } from '../../src/remote/remote-host.ts'
import { dict } from '../../src/values.ts'
import { localShell, runAction } from './rig.ts'

type Reply = string | Error | { readonly status: number; readonly stderr: string }

/** A host that gives these replies in turn, and the scripts that it was sent. */
const host = (replies: readonly Reply[]) => {
  const scripts: string[] = []
  const left = [...replies]
  const remote: RemoteShell = {
    ...localShell(),
    async exchange(steps) {
      for (const step of steps) if ('script' in step) scripts.push(step.script.text)
      const reply = left.shift() ?? ''
      if (reply instanceof Error) throw reply
      const answer = typeof reply === 'string' ? { status: 0, stderr: '', stdout: reply } : { stdout: '', ...reply }
      return [{ status: answer.status, stdout: Buffer.from(answer.stdout), stderr: Buffer.from(answer.stderr) }]
    },
  }
  return { remote, scripts }
}

const run = async (replies: readonly Reply[], options: Record<string, unknown> = {}) => {
  const { remote, scripts } = host(replies)
  const { result } = await runAction(reboot as Action, { options, remote })
  return { result: Object.fromEntries(result) as Record<string, unknown>, scripts }
}

test('a host is back when its boot is another', async () => {
  const { result, scripts } = await run(['1', new Error('lost'), new Error('refused'), '1', '2', 'root'])
  expect(result).toMatchObject({ changed: true, rebooted: true })
  expect(scripts[1]).toMatch(/exec shutdown -r 0 'Reboot initiated by Ansible'/)
  expect(scripts).toHaveLength(6)
})

test('a command of one’s own is run', async () => {
  const { scripts } = await run(['1', '', '2', ''], { reboot_command: 'do it', test_command: 'true' })
  expect(scripts[1]).toMatch(/exec \/bin\/sh -c 'do it'/)
  expect(scripts[3]).toMatch(/-c true$/)
})

test('a command that fails is told', async () => {
  const { result } = await run(['1', { status: 1, stderr: 'not you' }])
  expect(result).toMatchObject({ failed: true, rebooted: false, msg: "Reboot command failed. Error was: ', not you'" })
})

test('a host that does not come back fails', async () => {
  const { result } = await run(['1', '', '1'], { reboot_timeout: 0 })
  expect(result).toMatchObject({ failed: true, rebooted: true })
  expect(result.msg).toMatch(/^Timed out waiting for last boot time check/)
})

test('the machine that runs the playbook is not rebooted', async () => {
  const { remote, scripts } = host([])
  const given = { remote, variables: dict({ ansible_connection: 'local' }) }
  for (const dryRun of [true, false]) {
    const { result } = await runAction(reboot as Action, { ...given, dryRun })
    expect(result.get('msg')).toMatch(/would reboot the control node/)
  }
  expect(scripts).toEqual([])
})

test('a dry run predicts it', async () => {
  const { result } = await runAction(reboot as Action, { dryRun: true })
  expect(Object.fromEntries(result)).toEqual({ changed: true, elapsed: 0, rebooted: true })
})
