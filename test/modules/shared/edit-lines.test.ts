import { expect, test } from 'vitest'
import { addLine, type LineOptions, removeLines } from '../../../src/modules/shared/edit-lines.ts'

const options = (given: Partial<LineOptions>): LineOptions => ({
  line: undefined,
  regexp: undefined,
  search_string: undefined,
  backrefs: false,
  insertafter: undefined,
  insertbefore: undefined,
  firstmatch: false,
  ...given,
})

const text = 'a=1\nb=2\na=3\n'

test.each<[Partial<LineOptions>, string, string]>([
  [{ line: 'c=4' }, 'a=1\nb=2\na=3\nc=4\n', 'line added'],
  [{ line: 'b=2' }, text, ''],
  [{ line: 'a=9', regexp: '^a=' }, 'a=1\nb=2\na=9\n', 'line replaced'],
  [{ line: 'a=9', regexp: '^a=', firstmatch: true }, 'a=9\nb=2\na=3\n', 'line replaced'],
  [{ line: 'a=3', regexp: '^a=' }, text, ''],
  [{ line: 'x=1', regexp: '^x=' }, 'a=1\nb=2\na=3\nx=1\n', 'line added'],
  [{ line: 'b=2', regexp: '^x=' }, text, ''],
  [{ line: 'B', search_string: 'b=' }, 'a=1\nB\na=3\n', 'line replaced'],
  [{ line: '\\1=\\2!', regexp: '^(b)=(\\d)', backrefs: true }, 'a=1\nb=2!\na=3\n', 'line replaced'],
  [{ line: '\\1', regexp: '^(x)', backrefs: true }, text, ''],
  [{ line: 'c', insertafter: '^b' }, 'a=1\nb=2\nc\na=3\n', 'line added'],
  [{ line: 'c', insertafter: '^a' }, 'a=1\nb=2\na=3\nc\n', 'line added'],
  [{ line: 'c', insertafter: '^a', firstmatch: true }, 'a=1\nc\nb=2\na=3\n', 'line added'],
  [{ line: 'c', insertbefore: '^a' }, 'a=1\nb=2\nc\na=3\n', 'line added'],
  [{ line: 'c', insertbefore: 'BOF' }, 'c\na=1\nb=2\na=3\n', 'line added'],
  [{ line: 'c', insertafter: 'EOF' }, 'a=1\nb=2\na=3\nc\n', 'line added'],
  [{ line: 'c', insertbefore: 'nothing' }, 'a=1\nb=2\na=3\nc\n', 'line added'],
])('%o', (given, expected, message) => {
  expect(addLine(text, options(given))).toEqual({ text: expected, message, found: 0 })
})

test('a last line without an end gets one', () => {
  expect(addLine('a', options({ line: 'b' })).text).toBe('a\nb\n')
  expect(addLine('', options({ line: 'b' })).text).toBe('b\n')
})

test('a line that stands where it would be inserted is not repeated', () => {
  expect(addLine('x\ny\n', options({ line: 'y', insertafter: '^x', regexp: '^nothing$' })).message).toBe('')
})

test.each<[Partial<LineOptions>, string, number]>([
  [{ regexp: '^a=' }, 'b=2\n', 2],
  [{ line: 'b=2' }, 'a=1\na=3\n', 1],
  [{ search_string: '=3' }, 'a=1\nb=2\n', 1],
  [{ line: 'none' }, text, 0],
])('without %o', (given, expected, found) => {
  const message = found > 0 ? `${found} line(s) removed` : ''
  expect(removeLines(text, options(given))).toEqual({ text: expected, message, found })
})

test('a malformed expression is told', () => {
  expect(() => addLine(text, options({ line: 'a', regexp: '(' }))).toThrow('Invalid regular expression')
})
