import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareText } from '../../src/util/compare-text.ts'

const wideText = fc.array(fc.constantFrom('a', 'b', '😀', '\uffff', '\ud83d', '\ude00')).map((parts) => parts.join(''))

test('texts are ordered by code points', () => {
  const points = (text: string) => [...text].map((char) => char.codePointAt(0)!)
  const inOrder = (a: number[], b: number[]): number => {
    const at = a.findIndex((point, index) => point !== b[index])
    return at < 0 ? a.length - b.length : a[at]! - (b[at] ?? -1)
  }
  fc.assert(
    fc.property(wideText, wideText, (a, b) => {
      expect(Math.sign(compareText(a, b))).toBe(Math.sign(inOrder(points(a), points(b))))
    }),
  )
})
