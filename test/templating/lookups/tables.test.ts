import { describe, expect, it } from 'vitest'
import { playbookWith } from './lookups-rig.ts'

describe('the csvfile lookup', () => {
  const csv = { 'files/e.csv': 'H,1,"Hydrogen, gas"\nHe,2,x\n', 't.tsv': 'red\t#f00\n' }

  it.each([
    ["lookup('csvfile', 'He', file='e.csv', delimiter=',')", '2'],
    ["lookup('csvfile', 'H file=e.csv delimiter=, col=2')", 'Hydrogen, gas'],
    ["lookup('csvfile', 'red', file='t.tsv')", '#f00'],
    ["lookup('csvfile', 'X', file='t.tsv', default='none')", 'none'],
    ["lookup('csvfile', '2', file='e.csv', delimiter=',', col=0, keycol=1)", 'He'],
  ])('%s gives %s', (expression, value) => {
    expect(playbookWith(csv).evaluate(expression)).toBe(value)
  })
})

it.each([
  ["lookup('csvfile', file='none.csv')", 'Search key is required but was not found'],
  ["lookup('csvfile', 'x', file='none.csv')", "csvfile: No such file or directory: 'none.csv'"],
  ["lookup('ini', 'a', file='twice.ini', section='s')", "Duplicate option in 'twice.ini': 'a' (line 3)"],
])('%s fails', (expression, message) => {
  expect(() => playbookWith({ 'twice.ini': '[s]\na=1\nA=2\n' }).evaluate(expression)).toThrow(message)
})

describe('the ini lookup', () => {
  const ini = {
    'a.ini': '[global]\nk = v\n[s]\nHost=h\nurl=http://%(host)s/\nlong=a\n  b\n',
    'p.properties': 'a.b=1\n',
  }

  it.each([
    ["lookup('ini', 'k', file='a.ini')", 'v'],
    ["lookup('ini', 'url section=s file=a.ini')", 'http://h/'],
    ["lookup('ini', 'long', section='s', file='a.ini')", 'a\nb'],
    ["lookup('ini', 'url', section='s', file='a.ini', interpolation=false)", 'http://%(host)s/'],
    ["lookup('ini', 'x', section='s', file='a.ini', default='d')", 'd'],
    ["lookup('ini', 'a.b', type='properties', file='p.properties') | string", '1'],
  ])('%s gives %j', (expression, value) => {
    expect(playbookWith(ini).evaluate(expression)).toBe(value)
  })

  it('gives nothing for a key without a value', () => {
    const files = { 'a.ini': '[s]\nbare\n\n' }
    expect(playbookWith(files).evaluate("query('ini', 'bare', section='s', file='a.ini', allow_none=true)")).toEqual([])
  })

  it('gives all that match a pattern', () => {
    expect(playbookWith(ini).evaluate("query('ini', 'h.*|long', section='s', file='a.ini', re=true)")).toEqual([
      'h',
      'a\nb',
    ])
  })
})
