import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './rig/source-files.ts'

test('a reader that goes away ends no command', () => {
  const script = '{ "$0" doc --list; echo "status $?" >&2; } | :'
  const { stderr } = spawnSync('sh', ['-c', script, join(root, 'bin/runbook')], { encoding: 'utf8' })
  expect(stderr).toBe('status 0\n')
})
