import { expect, test } from 'vitest'
import { xmlDocument } from '../../src/util/xml.ts'

test('writes an element a line and escapes what has a meaning', () => {
  const children = [{ name: 'b', attributes: { x: 'a\n"&', y: undefined }, children: 'text <\u0007>' }, { name: 'c' }]
  expect(xmlDocument({ name: 'a', children })).toBe(
    '<?xml version="1.0" ?>\n<a>\n\t<b x="a&#10;&quot;&amp;">text &lt;\ufffd&gt;</b>\n\t<c/>\n</a>\n',
  )
})
