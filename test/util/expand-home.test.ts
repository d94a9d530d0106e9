import { homedir } from 'node:os'
import { expect, test } from 'vitest'
import { expandHome } from '../../src/util/expand-home.ts'

test('the home directory of the user, and of nobody else, stands for a leading tilde', () => {
  expect(['~/a', '~', '~a', 'a/~', ''].map(expandHome)).toEqual([`${homedir()}/a`, homedir(), '~a', 'a/~', ''])
})
