import { expect, test } from 'vitest'
import pause from '../../src/modules/pause.ts'
import { runAction } from './rig.ts'

test('without a terminal a question is not waited for', async () => {
  const { result, warnings } = await runAction(pause, { options: { prompt: 'go?' } })
  expect(warnings).toEqual(['Not waiting for response to prompt as stdin is not interactive'])
  expect(Object.fromEntries(result)).toEqual({
    changed: false,
    rc: 0,
    stderr: '',
    stdout: 'Paused for 0.0 minutes',
    start: expect.stringMatching(/^\d{4}-/),
    stop: expect.stringMatching(/^\d{4}-/),
    delta: 0,
    echo: true,
    user_input: '',
  })
})
