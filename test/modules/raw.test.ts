import { expect, test } from 'vitest'
import raw from '../../src/modules/raw.ts'
import { dict } from '../../src/values.ts'
import { runAction } from './rig.ts'

test('a command line runs as it is and its output is not stripped', async () => {
  const { result, warnings } = await runAction(raw, { options: { cmd: 'echo a; echo b >&2; exit 2' } })
  const lines = { stdout_lines: ['a'], stderr_lines: ['b'] }
  const failure = { failed: true, msg: 'non-zero return code' }
  expect(result).toEqual(dict({ changed: true, rc: 2, stdout: 'a\n', stderr: 'b\n', ...failure, ...lines }))
  expect(warnings).toEqual([])
})

test('an environment is warned about', async () => {
  const { result, warnings } = await runAction(raw, { options: { cmd: 'echo "$FOO"' }, environment: { FOO: 'bar' } })
  expect(result.get('stdout')).toBe('\n')
  expect(warnings).toEqual(['raw module does not support the environment keyword'])
})
