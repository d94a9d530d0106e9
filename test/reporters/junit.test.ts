import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Event } from '../../src/events.ts'
import { junit } from '../../src/reporters/junit.ts'
import { junitSettings } from '../../src/reporters/junit-settings.ts'
import { dict } from '../../src/values.ts'
import { event } from './events.ts'
import { keptOutput } from './print.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'junit-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const report = async (events: readonly Event[], env: Record<string, string> = {}): Promise<string> => {
  const reporter = junit(keptOutput().options, junitSettings({ JUNIT_OUTPUT_DIR: join(folder, 'out'), ...env }))
  for (const one of [event('playbook-start', { file: '/srv/site.yml' }), event('play-start', {}), ...events])
    reporter.handle(one)
  await reporter.close()
  const [file] = readdirSync(join(folder, 'out'))
  expect(file).toMatch(/^site-[\d.]+\.xml$/)
  return readFileSync(join(folder, 'out', file!), 'utf8')
}

const position = { file: '/srv/site.yml', line: 3, column: 5 }
const start = (name: string, task = 1) => event('task-start', { name, task, position, action: 'copy' })
const end = (status: 'ok' | 'changed' | 'failed' | 'skipped', task = 1, result = dict({ msg: 'a "b"' })) =>
  event('host-result', { status, task, result, time: 1500 })

describe('junit', () => {
  test('writes a case for each task and host', async () => {
    const text = await report([
      start('one'),
      end('ok'),
      start('two', 2),
      end('failed', 2),
      start('three', 3),
      end('skipped', 3),
    ])
    expect(text).toBe(`<?xml version="1.0" ?>
<testsuites disabled="0" errors="0" failures="1" tests="3" time="4.500">
	<testsuite disabled="0" errors="0" failures="1" name="site" skipped="1" tests="3" time="4.500">
		<testcase classname="/srv/site.yml:3" name="[web1] all: one" time="1.500">
			<system-out>{
&quot;msg&quot;: &quot;a \\&quot;b\\&quot;&quot;
}</system-out>
		</testcase>
		<testcase classname="/srv/site.yml:3" name="[web1] all: two" time="1.500">
			<failure message="a &quot;b&quot;" type="failure">{
&quot;msg&quot;: &quot;a \\&quot;b\\&quot;&quot;
}</failure>
		</testcase>
		<testcase classname="/srv/site.yml:3" name="[web1] all: three" time="1.500">
			<skipped>skipped</skipped>
		</testcase>
	</testsuite>
</testsuites>
`)
  })

  test('takes a traceback for an error', async () => {
    const text = await report([start('one'), end('failed', 1, dict({ exception: 'Traceback\nValueError: no' }))])
    expect(text).toContain('<error message="ValueError: no" type="error">Traceback\nValueError: no</error>')
  })

  test.each([
    ['EXPECTED FAILURE of it', 'failed', {}, 0],
    ['TOGGLE RESULT of it', 'ok', {}, 1],
    ['it', 'changed', {}, 0],
    ['it', 'changed', { JUNIT_FAIL_ON_CHANGE: 'True' }, 1],
  ] as const)('counts %s that is %s with %o as %i failures', async (name, status, env, failures) => {
    expect(await report([start(name), end(status, 1, dict({ changed: status === 'changed' }))], env)).toContain(
      `failures="${failures}" tests="1"`,
    )
  })

  test('counts an ignored failure that changed something, where changes are failures', async () => {
    const result = dict({ changed: true, rc: 1 })
    const events = [start('one'), event('host-result', { status: 'failed', ignored: true, result })]
    expect(await report(events, { JUNIT_FAIL_ON_CHANGE: 'true' })).toContain('failures="1"')
  })

  test('counts an ignored failure only when told so', async () => {
    const events = [start('one'), event('host-result', { status: 'failed', ignored: true })]
    expect(await report(events)).toContain('failures="0"')
    rmSync(join(folder, 'out'), { recursive: true })
    expect(await report(events, { JUNIT_FAIL_ON_IGNORE: 'true' })).toContain('failures="1"')
  })

  test('names classes relative to a folder, without the line where wanted', async () => {
    const env = { JUNIT_TASK_RELATIVE_PATH: '/srv', JUNIT_TASK_CLASS: 'true' }
    expect(await report([start('one'), end('ok')], env)).toContain('classname="site"')
  })

  test('leaves out tasks without the wanted prefix unless they fail', async () => {
    const events = [start('other'), end('ok'), start('other', 2), end('failed', 2), start('TEST a', 3), end('ok', 3)]
    expect(await report(events, { JUNIT_TEST_CASE_PREFIX: 'TEST' })).toContain('failures="1" tests="2"')
  })

  test('tells what a task is given, and what it includes for whom', async () => {
    const text = await report([
      event('task-start', { name: 'more', position, action: 'include_tasks', arguments: '_raw_params=more.yml' }),
      event('include-result', { result: dict({ include: 'more.yml' }) }),
      event('included', { file: '/srv/more.yml', hosts: ['web1', 'web2'], label: 1, item: dict({ item: 1 }) }),
    ])
    expect(text).toContain('name="[web1] all: more _raw_params=more.yml"')
    expect(text).toContain('&quot;include&quot;: &quot;more.yml&quot;')
    expect(text).toContain('name="[include] all: more _raw_params=more.yml"')
    expect(text).toContain("/srv/more.yml (args={} vars={'item': 1, '_ansible_item_label': 1}): [web1, web2]")
  })
})
