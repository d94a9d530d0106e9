import { describe, expect, test } from 'vitest'
import { painter, wantsColor } from '../../src/reporters/colors.ts'

describe('painter', () => {
  test('colours each line by itself', () => {
    expect(painter(true, {})('a\nb', 'ok')).toBe('\u001b[0;32ma\u001b[0m\n\u001b[0;32mb\u001b[0m')
  })

  test.each([
    ['bright red', '1;31'],
    ['color81', '38;5;81'],
    ['rgb135', '38;5;75'],
    ['gray3', '38;5;235'],
    ['no such colour', '0;32'],
  ])('knows %s', (color, code) => {
    expect(painter(true, { ok: color })('x', 'ok')).toBe(`\u001b[${code}mx\u001b[0m`)
  })

  test('leaves the text alone without colour or role', () => {
    expect(painter(false, {})('x', 'ok')).toBe('x')
    expect(painter(true, {})('x', undefined)).toBe('x')
  })
})

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ ANSIBLE_NOCOLOR: '1' }, true, false],
  [{ NO_COLOR: 'yes' }, true, false],
  [{ ANSIBLE_FORCE_COLOR: 'true', ANSIBLE_NOCOLOR: '1' }, false, true],
  [{ ANSIBLE_FORCE_COLOR: '0' }, true, true],
  [{ TERM: 'dumb' }, true, false],
])('with %o on a terminal (%s) colour is %s', (env, isTerminal, wanted) => {
  expect(wantsColor(env, isTerminal)).toBe(wanted)
})
