import { expect, test } from 'vitest'
import { ownName } from '../../../src/playbook/names.ts'
import { parseTasks, taskMistake } from '../rig.ts'

test('a block has three lists and its keywords', () => {
  const { play } = parseTasks(`- name: b
  block:
    - { name: one, ping: }
    - block: [{ name: two, ping: }]
  rescue: [{ name: three, ping: }]
  always: [{ name: four, ping: }]
  become: true`)
  const [block] = play.tasks
  if (block?.kind !== 'block') throw new Error('no block')
  expect(block).toMatchObject({ name: 'b', become: true, implicit: false, parent: { kind: 'play' } })
  expect(block.block.map(({ kind }) => kind)).toEqual(['task', 'block'])
  expect([...block.rescue, ...block.always].map((task) => ownName(task as never))).toEqual(['three', 'four'])
  expect(block.block[0]!.parent).toBe(block)
})

test('a list may be empty', () => {
  expect(parseTasks('- block: []\n  always: []').play.tasks).toMatchObject([{ block: [], always: [] }])
})

test.each([
  ['- rescue: []', "1:3: 'rescue' keyword cannot be used without 'block'"],
  ['- always: []\n  name: a', "1:3: 'always' keyword cannot be used without 'block'"],
  [
    '- block: a',
    "1:3: A malformed block was encountered while loading block: a should be a list or None but is <class 'str'>",
  ],
  ['- block:\n  name: a', '1:3: A malformed block was encountered while loading block: there is nothing'],
  ['- block: []\n  rescue:', '2:3: A malformed block was encountered while loading rescue: there is nothing'],
  ['- block: []\n  register: a', "2:3: 'register' is not a valid attribute for a Block"],
])('%j is refused', (text, expected) => {
  expect(taskMistake(text)).toBe(expected)
})
