import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { reporterOptions } from '../../src/reporters/options.ts'
import { tree } from '../../src/reporters/tree.ts'
import { dict } from '../../src/values.ts'
import { event } from './events.ts'

const folder = mkdtempSync(join(tmpdir(), 'runbook-tree-'))
afterAll(() => rmSync(folder, { recursive: true }))

test("a host's last result is in the file of its name, on one line", () => {
  const reporter = tree(join(folder, 'results'), reporterOptions())
  const events = [
    event('task-start', { task: 1, action: 'command' }),
    event('host-result', { task: 1, host: 'web', status: 'ok', result: dict({ rc: 1 }) }),
    event('host-result', { task: 1, host: 'web', status: 'changed', result: dict({ rc: 0, changed: true }) }),
  ]
  for (const one of events) reporter.handle(one)
  expect(readFileSync(join(folder, 'results/web'), 'utf8')).toBe('{"changed": true, "rc": 0}')
})
