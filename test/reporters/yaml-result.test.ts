import { describe, expect, test } from 'vitest'
import { yamlText } from '../../src/reporters/yaml-result.ts'
import { dict, Float, type Value } from '../../src/values.ts'

const lossy = (value: Value): string => yamlText(value, { indent: 4, lossy: true })
const exact = (value: Value): string => yamlText(value, { lossy: false })

describe('yamlText', () => {
  test('writes an entry a line, sorted and indented', () => {
    expect(lossy(dict({ rc: 0, cmd: ['echo', 'a'], ok: true, none: null, inner: dict({ x: new Float(2) }) }))).toBe(
      '    cmd:\n    - echo\n    - a\n    inner:\n        x: 2.0\n    none: null\n    ok: true\n    rc: 0\n',
    )
  })

  test('indents by two, and the whole by four, where no indent is given', () => {
    expect(exact(dict({ inner: dict({ x: 1 }) }))).toBe('    inner:\n      x: 1\n')
  })

  test('quotes texts that read as something else', () => {
    expect(lossy(['yes', '1', '1:30', '2026-11-21', '', 'plain', "it's"])).toBe(
      "    - 'yes'\n    - '1'\n    - '1:30'\n    - '2026-11-21'\n    - ''\n    - plain\n    - it's\n",
    )
  })

  test('shows a text of several lines as such, at the cost of blanks, tabs and special characters', () => {
    const text = 'a  \n\tb\u0007\n'
    expect(lossy(dict({ text }))).toBe('    text: |-\n        a\n                b\n')
    expect(exact(dict({ text }))).toBe('    text: "a  \\n\\tb\\a\\n"\n')
  })

  test('leaves keys of different types in their order', () => {
    const mixed = new Map<Value, Value>([
      ['b', 1],
      [1, 2],
      ['a', 3],
    ])
    expect(lossy(mixed)).toBe('    b: 1\n    1: 2\n    a: 3\n')
  })
})
