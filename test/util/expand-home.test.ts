import { homedir, userInfo } from 'node:os'
import { expect, it } from 'vitest'
import { expandHome } from '../../src/util/expand-home.ts'

const { username, homedir: home } = userInfo()

it.each([
  ['~', homedir()],
  ['~/a', `${homedir()}/a`],
  [`~${username}/a`, `${home}/a`],
  ['~nobody-of-that-name/a', '~nobody-of-that-name/a'],
  ['a/~', 'a/~'],
  ['', ''],
])('%j is %j', (path, expanded) => {
  expect(expandHome(path)).toBe(expanded)
})
