import { expect, it } from 'vitest'
import { sh } from '../../src/remote/sh.ts'

it('quotes values', () => {
  expect(sh`echo ${"it's"} ${1}`.text).toBe(`echo 'it'\\''s' 1`)
})

it('refuses an escape that is none, of which JavaScript says nothing', () => {
  const wrong = () => sh`echo \u{nothing}`
  expect(wrong).toThrow('an escape that is none: echo \\u{nothing}')
})
