import { expect, it } from 'vitest'
import { readIni } from '../../src/config/read-ini.ts'

const read = (text: string) =>
  Object.fromEntries([...readIni(text, 'ansible.cfg')].map(([name, section]) => [name, Object.fromEntries(section)]))

it('reads sections, keys in any case, and both signs', () => {
  expect(read('[defaults]\nForks = 7\nroles_path: a:b\n[diff]\nalways=yes')).toEqual({
    defaults: { forks: '7', roles_path: 'a:b' },
    diff: { always: 'yes' },
  })
})

it('passes over comments and empty lines, and keeps a # in a value', () => {
  expect(read('# one\n; two\n[s]\n\nx = 1 ; three\ny = a#b')).toEqual({ s: { x: '1', y: 'a#b' } })
})

it('goes on with a value on an indented line', () => {
  expect(read('[s]\nx = a,\n  b')).toEqual({ s: { x: 'a,\nb' } })
})

it('says which line it can not read', () => {
  expect(() => read('[s]\nnonsense')).toThrow('neither a section nor')
})
