import { expect, test } from 'vitest'
import { Template, Unknown } from '../../src/values.ts'
import { failure, given } from './templar-rig.ts'

test('a name that is tested with "is defined" may be undefined elsewhere in the condition', () => {
  expect(given().conditional('x == 1 and x is defined')).toBe(false)
  expect(given().conditional('x == 1 or x is not defined')).toBe(true)
})

test('a condition that can not be evaluated names its place', () => {
  const position = { file: 'play.yml', line: 4, column: 13 }
  const error = failure(() => given({ counter: 1 }).conditional('1 + countr > 2', position))
  expect(error.kind).toBe('undefined')
  expect(error.diagnostic.position).toEqual({ file: 'play.yml', line: 4, column: 17 })
  expect(error.diagnostic.hint).toBe('did you mean "counter"?')
})

test('templates in a condition are evaluated first, with a warning', () => {
  const warnings: string[] = []
  const templar = given({ a: 'b', b: true }, { warn: (message) => warnings.push(message) })
  expect(templar.conditional(new Template('{{ a }} and true'))).toBe(true)
  expect(warnings).toEqual([
    'conditional statements should not include jinja2 templating delimiters such as {{ }} or {% %}. Found: {{ a }} and true',
  ])
})

test('the parts of a list are all needed', () => {
  const templar = given({ a: 1, u: new Unknown('x') })
  expect(templar.conditional(['a == 1', true, ''])).toBe(true)
  expect(templar.conditional(['a == 1', 'u'])).toBeInstanceOf(Unknown)
  expect(templar.conditional(['u', 'a == 2', 'nope'])).toBe(false)
})

test('a condition is no place for statements', () => {
  expect(failure(() => given().conditional('1 if true else 2')).kind).toBe('syntax')
  expect(failure(() => given().conditional('true %}{% set x = 1')).kind).toBe('syntax')
})

test('a condition that a template gave can compare, but not run a lookup', () => {
  const ran: string[] = []
  const touch = () => {
    ran.push('touched')
    return ['x']
  }
  const lookups = new Map([['touch', touch]])
  const templar = given({ fact: "lookup('touch') == 'x'", plain: '1 == 1' }, { lookups })
  expect(failure(() => templar.conditional(new Template('{{ fact }}'))).kind).toBe('other')
  expect(ran).toEqual([])
  expect(templar.conditional(new Template('{{ plain }}'))).toBe(true)
  expect(templar.conditional("lookup('touch') == 'x'")).toBe(true)
})
