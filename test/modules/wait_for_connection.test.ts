import { expect, test } from 'vitest'
import waitForConnection from '../../src/modules/wait_for_connection.ts'
import { dict } from '../../src/values.ts'
import { localShell, runAction } from './rig.ts'

test('a working shell is enough', async () => {
  expect((await runAction(waitForConnection)).result).toEqual(dict({ changed: false, elapsed: 0 }))
})

test('the last error is told when the time is over', async () => {
  const exchange = () => Promise.reject(new Error('no route'))
  const options = { timeout: 0 }
  const { result } = await runAction(waitForConnection, { options, remote: { ...localShell(), exchange } })
  const msg = 'timed out waiting for ping module test: no route'
  expect(result).toEqual(dict({ changed: false, elapsed: 0, failed: true, msg }))
})
