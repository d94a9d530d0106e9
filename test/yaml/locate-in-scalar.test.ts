import { expect, test } from 'vitest'
import { isDict, Template } from '../../src/values.ts'
import { loadYaml } from '../../src/yaml/load.ts'
import { locateInScalar } from '../../src/yaml/locate-in-scalar.ts'

const scalars: [string, string][] = [
  ['a literal block', 'a: |\n    one\n    two {{ x }}\n'],
  ['a folded block', 'a: >-\n  one\n  two {{ x }}\n  three\n'],
  ['a folded block with deeper lines', 'a: >\n  one\n\n    two {{ x }}\n  three\n'],
  ['a plain text of several lines', 'a: one\n  two {{ x }}\n'],
  ['double quotes with escapes', 'a: "one\\n\\"two\\" \\u00e9 \\t{{ x }}"\n'],
  ['double quotes of several lines', 'a: "one \\\n  two\n  three {{ x }}"\n'],
  ['single quotes', "a: 'it''s {{ x }}'\n"],
  ['text as it stands', 'a: "é {{ x }}"\n'],
]

test.each(scalars)('the place of a name is found in %s', (_, text) => {
  const loaded = loadYaml(text, { file: 'a.yml', templates: true })
  const template = isDict(loaded) ? loaded.get('a') : undefined
  if (!(template instanceof Template)) throw new Error('no template')
  const offset = template.source.indexOf('{{ x }}')
  const { position } = template
  if (!position) throw new Error('no position')
  const lines = text.slice(0, text.indexOf('{{ x }}')).split('\n')
  const expected = { file: 'a.yml', line: lines.length, column: lines.at(-1)!.length + 1 }
  expect(template.locate?.(offset) ?? { ...position, column: position.column + offset }).toEqual(expected)
})

test('a text that is not what is written there has no place', () => {
  expect(locateInScalar({ written: 'a: b', start: 3, text: 'xyz' }, 2)).toBeUndefined()
})
