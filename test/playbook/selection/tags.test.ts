import { describe, expect, test } from 'vitest'
import { isSelected, tagsOf } from '../../../src/playbook/selection/tags.ts'
import { evaluate, parseTasks } from '../rig.ts'

const words = (text: string) => text.split(' ').filter(Boolean)

describe('with --tags', () => {
  test.each<[only: string, tags: string, runs: boolean]>([
    ['', '', true],
    ['', 'a', true],
    ['', 'never', false],
    ['', 'a never', false],
    ['', 'always', true],
    ['', 'always never', true],
    ['all', '', true],
    ['all', 'never', false],
    ['a', '', false],
    ['a', 'a', true],
    ['a', 'b', false],
    ['a', 'b a', true],
    ['a', 'always', true],
    ['a', 'a never', true],
    ['never', 'a never', true],
    ['untagged', '', true],
    ['untagged', 'a', false],
    ['untagged', 'always', true],
    ['tagged', '', false],
    ['tagged', 'a', true],
    ['tagged', 'untagged', false],
    ['tagged', 'a untagged', true],
    ['tagged', 'a never', false],
    ['a tagged', 'a never', true],
  ])('%j a task tagged %j runs: %s', (only, tags, runs) => {
    expect(isSelected(words(tags), { only: words(only), skip: [] })).toBe(runs)
  })
})

describe('with --skip-tags', () => {
  test.each<[skip: string, tags: string, runs: boolean]>([
    ['a', '', true],
    ['a', 'a', false],
    ['a', 'a b', false],
    ['a', 'always a', false],
    ['always', 'always', false],
    ['always', 'a', true],
    ['all', '', false],
    ['all', 'a', false],
    ['all', 'always', true],
    ['all always', 'always', false],
    ['tagged', '', true],
    ['tagged', 'a', false],
    ['tagged', 'untagged', true],
    ['untagged', '', false],
    ['untagged', 'a', true],
  ])('%j a task tagged %j runs: %s', (skip, tags, runs) => {
    expect(isSelected(words(tags), { only: [], skip: words(skip) })).toBe(runs)
  })

  test('what is asked for may be skipped by another tag', () => {
    expect(isSelected(['a', 'b'], { only: ['a'], skip: ['b'] })).toBe(false)
  })
})

test('templates among tags are evaluated where they stand, lists become tags', () => {
  const { task } = parseTasks(
    '- block:\n    - ping:\n      tags: [own, "{{ a }}", 5]\n  vars: { a: [x, y] }\n  tags: [own, "t{{ b }}"]\n',
  )
  const tags = tagsOf(task, (value, node) => (node.kind === 'block' ? 'tb' : evaluate(value, node)))
  expect(tags).toEqual(['own', 'x', 'y', '5', 'tb'])
})

test.each([
  ['""', ['']],
  ['"a,"', ['a', '']],
  ['["{{ nothing }}"]', ['']],
  ['[]', []],
])('tags: %s are %j, as an empty text is a tag', (tags, texts) => {
  const [task] = parseTasks(`- {debug: , tags: ${tags}}`).tasks
  const found = tagsOf(task!, () => '')
  expect(found).toEqual(texts)
  expect(isSelected(found, { only: [''], skip: [] })).toBe(texts.includes(''))
  expect(isSelected(found, { only: ['untagged'], skip: [] })).toBe(texts.length === 0)
})
