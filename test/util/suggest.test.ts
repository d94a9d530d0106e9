import { expect, test } from 'vitest'
import { closest, didYouMean } from '../../src/util/suggest.ts'

test.each([
  ['notfiy', 'notify'],
  ['Become', 'become'],
  ['tasksk', 'tasks'],
  ['coppy', 'copy'],
  ['taks', 'tasks'],
  ['xyz', undefined],
  ['id', undefined],
])('the closest of the candidates to %s is %s', (name, expected) => {
  expect(closest(name, ['become', 'copy', 'notify', 'tasks', 'tags'])).toBe(expected)
})

test('a suggestion is a question, and absent where nothing is close', () => {
  expect(didYouMean('hostss', ['hosts', 'tasks'])).toBe('did you mean "hosts"?')
  expect(didYouMean('completely', ['hosts', 'tasks'])).toBeUndefined()
})
