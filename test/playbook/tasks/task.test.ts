import { expect, test } from 'vitest'
import { parse, parseTask, plain, taskMistake } from '../rig.ts'

test('a task has its keywords as they were written', () => {
  const task = parseTask(`- name: t
  ping:
  async: 10
  poll: "{{ p }}"
  retries: 3
  delay: 1.5
  register: r
  ignore_errors: yes
  no_log: true
  delegate_to: "{{ d }}"
  throttle: 2
  until: a
  failed_when: [b, c]`)
  const { async, poll, retries, delay, register, ignore_errors, no_log, delegate_to, throttle } = task
  expect(plain([async, poll, retries, delay, register, ignore_errors, no_log, delegate_to, throttle])).toEqual([
    ...[10, '{{ p }}', 3, 1.5, 'r', true, true, '{{ d }}', 2],
  ])
  expect([task.until, task.failed_when, task.changed_when]).toMatchObject([
    [{ value: 'a' }],
    [{ value: 'b' }, { value: 'c' }],
    undefined,
  ])
  expect(task).toMatchObject({ kind: 'task', handler: false, listen: [] })
  expect([task.position.line, task.keywords.get('poll')?.line]).toEqual([3, 6])
})

test('a handler has topics', () => {
  const { play } = parse('[{hosts: all, handlers: [{name: a, ping: , listen: [x, y]}, {name: b, ping: , listen: z}]}]')
  expect(play.handlers).toMatchObject([
    { handler: true, listen: ['x', 'y'] },
    { handler: true, listen: ['z'] },
  ])
})

test.each(['200', 'a b', 'a-b', '"{{ a }}"', 'class'])('a result cannot be called %s', (name) => {
  const shown = name.replaceAll('"', '')
  expect(taskMistake(`- ping:\n  register: ${name}`)).toContain(
    `Invalid variable name in 'register' specified: '${shown}'`,
  )
})
