import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './rig/source-files.ts'

test.each(['doc --list', '--help', '--version'])('a reader that goes away does not end `%s`', (command) => {
  const script = `{ "$0" ${command}; echo "status $?" >&2; } | :`
  const { stderr } = spawnSync('sh', ['-c', script, join(root, 'bin/runbook')], { encoding: 'utf8' })
  expect(stderr).toBe('status 0\n')
})
