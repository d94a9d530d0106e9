import { expect, test } from 'vitest'
import { mistake, parseTasks } from '../rig.ts'

test('empty items are passed over', () => {
  expect(parseTasks('- ping:\n-\n- ping:').tasks).toHaveLength(2)
})

test.each([
  [
    'tasks: 123',
    "site.yml:2:3: A malformed block was encountered while loading tasks: 123 should be a list or None but is <class 'int'>",
  ],
  [
    'pre_tasks: { ping: }',
    "site.yml:2:14: A malformed block was encountered while loading pre_tasks: this should be a list or None but is <class 'dict'>",
  ],
  [
    'handlers: text',
    "site.yml:2:3: A malformed block was encountered while loading handlers: text should be a list or None but is <class 'str'>",
  ],
  [
    'tasks: [text]',
    'site.yml:2:11: A malformed block was encountered while loading tasks: an item must be a task or a block, not a str',
  ],
  ['handlers: [{block: [{block: []}]}]', 'site.yml:2:23: Using a block as a handler is not supported.'],
])('%s is refused', (text, expected) => {
  expect(mistake(`- hosts: all\n  ${text}`)).toBe(expected)
})
