import { describe, expect, test } from 'vitest'
import { addOnNamed, createReporter, reporterNamed } from '../../src/reporters/reporter.ts'
import { event } from './events.ts'
import { keptOutput } from './print.ts'

describe('createReporter', () => {
  test.each([
    ['plain', 'TASK [a task]'],
    ['minimal', 'web1 | SUCCESS'],
    ['oneline', 'web1 | SUCCESS'],
    ['json', '"tasks": ['],
    ['ndjson', '"type":"host-result"'],
  ] as const)('makes the reporter %s', async (name, text) => {
    const { printed, options } = keptOutput()
    const reporter = await createReporter(name, options)
    for (const one of [event('play-start', {}), event('task-start', {}), event('host-result', {}), event('stats', {})])
      reporter.handle(one)
    await reporter.close()
    expect(printed.stdout).toContain(text)
  })

  test('adds what is to be told besides', async () => {
    const { printed, options } = keptOutput()
    const reporter = await createReporter('plain', options, ['profile_tasks', 'timer'])
    reporter.handle(event('stats', {}))
    const titles = printed.stdout.match(/^[A-Z]+ RECAP/gm)
    expect(titles).toEqual(['PLAY RECAP', 'TASKS RECAP', 'PLAYBOOK RECAP'])
  })
})

test.each([
  ['default', 'plain'],
  ['ansible.builtin.default', 'plain'],
  ['ansible.builtin.minimal', 'minimal'],
  ['ansible.posix.json', 'json'],
  ['json', 'json'],
  ['junit', 'junit'],
  ['toString', undefined],
  ['community.general.dense', undefined],
])('the callback %s is the reporter %s', (name, reporter) => {
  expect(reporterNamed(name)).toBe(reporter)
})

test.each([
  ['timer', 'timer'],
  ['ansible.posix.profile_roles', 'profile_roles'],
  ['mail', undefined],
])('the callback %s is the add-on %s', (name, addOn) => {
  expect(addOnNamed(name)).toBe(addOn)
})
