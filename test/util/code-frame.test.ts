import { expect, test } from 'vitest'
import { codeFrame } from '../../src/util/code-frame.ts'

const text = 'one\n  two three\nfour\n'

test('the line and its neighbours are shown, the place underlined', () => {
  expect(codeFrame(text, { line: 2, column: 3, length: 3 })).toBe('1 | one\n2 |   two three\n  |   ~~~\n3 | four')
})

test('the underlining stops at the end of the line', () => {
  expect(codeFrame(text, { line: 3, column: 3, length: 99 })).toBe('2 |   two three\n3 | four\n  |   ~~')
})

test('a place behind the last character is still marked', () => {
  expect(codeFrame('ab', { line: 1, column: 3 })).toBe('1 | ab\n  |   ~')
})

test('tabs and wide characters keep the mark in place', () => {
  expect(codeFrame('\tx', { line: 1, column: 2 })).toBe('1 |     x\n  |     ~')
  expect(codeFrame('日x', { line: 1, column: 2 })).toBe('1 | 日x\n  |   ~')
})

test('a line that is not there gives nothing', () => {
  expect(codeFrame('a', { line: 5, column: 1 })).toBe('')
})
