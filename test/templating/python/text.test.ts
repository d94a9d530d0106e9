import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { takeCharacters, textLength } from '../../../src/templating/python/text.ts'
import { render } from '../evaluate.ts'

it.each([
  ["'a😀😀'.rstrip('😀')", 'a'],
  ["'x😀y'.rstrip('y😀')", 'x'],
  ["'abcabc'.split('b', 0)", "['abcabc']"],
  ["'a,b,c,d'.split(',', 2)", "['a', 'b', 'c,d']"],
  ["'a,b,c,d'.rsplit(',', 1)", "['a,b,c', 'd']"],
  ["'aXbXc'.replace('X', '--', 1)", 'a--bXc'],
  ["'aaa'.replace('a', 'b', 2)", 'bba'],
  ["'aXbXc'.replace('X', '')", 'abc'],
  ["'😀A' | capitalize", '😀a'],
  ["'a😀bcdef' | truncate(4, true, '', 0)", 'a😀bc'],
  ["'%.2s' % '😀bc'", '😀b'],
  ["'{:.2}'.format('😀bc')", '😀b'],
  ["['😀', '\uffff'] | sort", "['\\uffff', '😀']"],
  ["'a😀b😀c'.count('😀')", '2'],
  ["'a😀b'.find('b')", '2'],
  ["'abcabc'.find('c', 3)", '5'],
  ["'😀bc'[1:]", 'bc'],
  ["'abcdef'[1:5:2]", 'bd'],
  ['(1, 2, 3, 4)[1:3]', '(2, 3)'],
])('{{ %s }} gives %j', (expression, text) => {
  expect(render(expression)).toBe(text)
})

const wideText = fc.array(fc.constantFrom('a', 'b', '😀', '\uffff', '\ud83d', '\ude00')).map((parts) => parts.join(''))

test('characters are code points', () => {
  fc.assert(
    fc.property(wideText, fc.nat(8), (text, count) => {
      expect(textLength(text)).toBe([...text].length)
      expect(takeCharacters(text, count)).toBe([...text].slice(0, count).join(''))
    }),
  )
})
