import v8 from 'node:v8'
import { afterEach, describe, expect, it, test, vi } from 'vitest'
import { beginWork, charge, endWork, LimitError } from '../../../src/templating/python/limits.ts'
import { trusted } from '../../../src/values.ts'
import { failure, given } from '../templar-rig.ts'

const fails = (text: string): string => failure(() => given({}, { extensions: ['do'] }).evaluate(trusted(text))).message

const again = (statement: string, from: string, times = 60) =>
  `{% set ns = namespace(x=${from}) %}{% for i in range(${times}) %}${statement}{% endfor %}{{ ns.x | length }}`

describe('what grows without end is refused before it fills the memory', () => {
  it.each([
    ['a text joined by itself', `{{ 'ab' ${"| join('ame') ".repeat(40)} }}`],
    ['a list put behind itself', again('{% set ns.x = ns.x + ns.x %}', '[1]')],
    ['a list that extends itself', again('{% do ns.x.extend(ns.x) %}', '[1]')],
    ['a text put behind itself', again('{% set ns.x = ns.x ~ ns.x %}', "'ab'")],
    ['a text added to itself', again('{% set ns.x = ns.x + ns.x %}', "'ab'")],
    ['a list times a number', '{{ [1] * 100000000 }}'],
    ['a text times a number', "{{ 'ab' * 100000000 }}"],
    ['a product', '{{ range(1000) | product(range(1000), range(1000)) }}'],
    ['combinations', '{{ range(60) | combinations(30) }}'],
    ['nested lists', "{{ query('nested', range(10000) | list, range(10000) | list) }}"],
    ['sequences', `{{ query('sequence'${", 'end=1000000'".repeat(5)}) }}`],
    ['the characters of a text', "{{ ('a' * 5000000) | list }}"],
    ['a text from its end', "{{ ('a' * 5000000)[::-1] }}"],
    ['the parts of a text', "{{ ('a,' * 5000000).split(',') }}"],
    ['the words of a text', "{{ ('a ' * 5000000).split() }}"],
    ['the lines of a text', "{{ ('a\n' * 5000000) | indent }}"],
    ['the matches in a text', "{{ ('a,' * 5000000) | regex_findall('a') }}"],
    ['replacements in a text', "{{ ('a,' * 5000000) | replace('a', 'b') }}"],
  ])('%s', (_, text) => {
    expect(fails(text)).toMatch(/the most allowed is \d+$/)
  })
})

describe('what does not come to an end is refused', () => {
  const nested = `{% set ns = namespace(x=[1]) %}{% for i in range(40) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}`
  it.each([
    [
      'a macro that calls itself twice',
      '{% macro m(n) %}{% if n > 0 %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}',
    ],
    ['a list that holds itself many times, printed', `${nested}{{ ns.x }}`],
  ])(
    '%s',
    (_, text) => {
      expect(fails(text)).toContain('takes too much work')
    },
    60_000,
  )
})

test('large texts are taken as they are', () => {
  const text = given({ big: 'ab\n'.repeat(3_000_000) })
  expect(text.evaluate(trusted('{{ big | length }} {{ big[:2] }} {{ (big | upper)[-3:-1] }}'))).toBe('9000000 ab AB')
  expect(text.evaluate(trusted("{{ big.split('\n', 1) | first }} {{ big | capitalize | truncate(5, true) }}"))).toBe(
    'ab Ab...',
  )
})

describe('charge', () => {
  afterEach(endWork)

  it('counts what evaluations within one another take together', () => {
    beginWork()
    charge(2 ** 29)
    beginWork()
    expect(() => charge(2 ** 30)).toThrow(LimitError)
    endWork()
  })

  it('ends an evaluation that has filled the heap, but not one that found it full', () => {
    const heap = { ...v8.getHeapStatistics(), used_heap_size: 90_000_000, heap_size_limit: 100_000_000 }
    const asked = vi.spyOn(v8, 'getHeapStatistics').mockReturnValue(heap)
    try {
      beginWork()
      expect(() => charge(2 ** 21 + 1)).not.toThrow()
      expect(asked).toHaveBeenCalledOnce()
      expect(() => charge(2 ** 23)).toThrow('the template needs more memory than there is')
    } finally {
      asked.mockRestore()
    }
  })

  it('allows more where there is much data', () => {
    const rows = Array.from({ length: 10_000 }, (_, row) => row)
    beginWork(() => [rows])
    expect(() => charge(2 ** 31)).not.toThrow()
    expect(() => charge(2 ** 31)).toThrow(LimitError)
  })

  it('begins anew with the next evaluation', () => {
    beginWork()
    charge(2 ** 29)
    endWork()
    beginWork()
    expect(() => charge(2 ** 29)).not.toThrow()
  })
})

test('work outside of evaluations is free', () => {
  expect(() => charge(2 ** 33)).not.toThrow()
})
