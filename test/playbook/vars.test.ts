import { describe, expect, test } from 'vitest'
import { isVariableName } from '../../src/playbook/vars.ts'
import { mistake, parse, plain } from './rig.ts'

test('vars are a mapping, or in old playbooks a list of mappings', () => {
  expect(plain(parse('[{hosts: all, vars: {a: 1}}]').play.vars)).toEqual({ a: 1 })
  const { play, notices } = parse('- hosts: all\n  vars:\n    - a: 1\n      b: 1\n    - b: 2\n')
  expect(plain(play.vars)).toEqual({ a: 1, b: 2 })
  expect(notices).toEqual(['2: vars as a list of dictionaries is deprecated in a Play'])
})

test.each([
  ['- hosts: all\n  vars: a', 'site.yml:2:9: Vars in a Play must be specified as a dictionary, not a str'],
  [
    '- hosts: all\n  vars:\n    a-b: 1',
    "site.yml:3:5: Invalid variable name in vars specified for Play: 'a-b' is not a valid variable name",
  ],
  [
    '- hosts: all\n  vars: { 5: 1 }',
    'site.yml:2:11: Invalid variable name in vars specified for Play: 5 is not a valid variable name',
  ],
  [
    '- hosts: all\n  tasks:\n  - ping:\n    vars: [1]',
    'site.yml:4:11: Vars in a Task must be specified as a dictionary, not a list',
  ],
])('%j is refused', (text, expected) => {
  expect(mistake(text)).toBe(expected)
})

describe('a name of a variable', () => {
  test.each(['a', '_a1', 'A', 'item', 'match'])('can be %s', (name) => {
    expect(isVariableName(name)).toBe(true)
  })

  test.each(['1a', 'a-b', 'a.b', '', 'True', 'class', 'é', 5, null])('cannot be %s', (name) => {
    expect(isVariableName(name)).toBe(false)
  })
})
