import { describe, expect, it } from 'vitest'
import { failure, render } from '../../evaluate.ts'

describe('filters of texts of community.general', () => {
  it.each([
    ['\'a,b\\n1,"x,y"\\n2\\n\' | community.general.from_csv', "[{'a': '1', 'b': 'x,y'}, {'a': '2', 'b': None}]"],
    ["'1;2' | community.general.from_csv(fieldnames=['a', 'b'], delimiter=';')", "[{'a': '1', 'b': '2'}]"],
    ["'[s]\\nK=v %x\\n[t]\\nl = 1\\n  2' | community.general.from_ini", "{'s': {'K': 'v %x'}, 't': {'l': '1\\n2'}}"],
    ["{'s': {'k': 'v', 'n': 1}} | community.general.to_ini", '[s]\nk = v\nn = 1\n'],
    ["'x' | community.general.crc32", '8cdc1683'],
    ["'52:54:00' | community.general.random_mac(seed='h')", '52:54:00:fb:42:3c'],
    ["'Å' | community.general.unicode_normalize('NFD') | length", '2'],
    ["'1h 30min' | community.general.to_minutes", '90.0'],
    ["'1w 3d' | community.general.to_time_unit('hours')", '240.0'],
    ["'1y' | community.general.to_days(year=360)", '360.0'],
  ])('{{ %s }} gives %j', (expression, text) => {
    expect(render(expression)).toBe(text)
  })

  it.each(["'52:zz' | community.general.random_mac", "'30x' | community.general.to_seconds"])(
    '{{ %s }} fails',
    (expression) => {
      expect(failure(expression)).toMatch(/\S/)
    },
  )
})
