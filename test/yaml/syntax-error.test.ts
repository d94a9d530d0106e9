import { expect, test } from 'vitest'
import { UserError } from '../../src/errors.ts'
import { loadYaml } from '../../src/yaml/load.ts'

const mistake = (text: string): [string, number, number, string | undefined] => {
  try {
    loadYaml(text, { file: 'bad.yml' })
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const { message, position, hint } = error.diagnostic
    return [message, position!.line, position!.column, hint]
  }
  throw new Error('no error')
}

test.each([
  ['a: {{ x }}\n', "a mapping can't be the key of a mapping", 1, 5, 'must be in quotes'],
  ['a:\n  b: {{ x }}/y\n', 'a value that starts with {{ must be in quotes', 2, 6, 'quotes around the whole value'],
  ['- name: x\n  when: {{ a }} == 1\n', 'a value that starts with {{ must be in quotes', 2, 9, 'quotes around'],
  ['a:\n\t- b\n', 'a tab is used for indentation', 2, 1, 'spaces only'],
  ['a: "x" y\n', 'text follows a closing quote', 1, 4, 'quotes around the whole value'],
  ['a: b: c\n', 'a colon followed by a space', 1, 4, 'in quotes'],
  ['a:b\nc: d\n', 'a space is missing after the colon', 1, 1, 'key: value'],
  ['c: d\na:b\n', 'a space is missing after the colon', 2, 1, 'key: value'],
  ['a: 1\nb: "x\nc: 2\n', 'this quote (") is never closed', 2, 4, 'close it'],
  ['a: @x\n', 'reserved character @', 1, 4, 'in quotes'],
  ['a: *x\n', 'no anchor &x', 1, 4, undefined],
])('%j is explained', (text, message, line, column, hint) => {
  const [foundMessage, foundLine, foundColumn, foundHint] = mistake(text)
  expect(foundMessage).toContain(message)
  expect([foundLine, foundColumn]).toEqual([line, column])
  if (hint) expect(foundHint).toContain(hint)
})
