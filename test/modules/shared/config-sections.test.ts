import { expect, test } from 'vitest'
import { readSections, sameSections, writeSections } from '../../../src/modules/shared/config-sections.ts'

const text = '# top\n[a]\nKey = 1\nmany: one\n  two\n\n; no\nalone\n[b]\n[a]\nkey=2\n'

test('sections are read as configparser reads them', () => {
  expect(readSections(text)).toEqual(
    new Map([
      [
        'a',
        new Map([
          ['key', '2'],
          ['many', 'one\ntwo'],
          ['alone', ''],
        ]),
      ],
      ['b', new Map()],
    ]),
  )
})

test('what is written is read again', () => {
  const sections = readSections(text)
  expect(writeSections(sections)).toBe('[a]\nkey = 2\nmany = one\n\ttwo\nalone = \n\n[b]\n\n')
  expect(readSections(writeSections(sections))).toEqual(sections)
})

test('order makes no difference', () => {
  expect(sameSections(readSections('[a]\nx=1\ny=2\n[b]\n'), readSections('[b]\n[a]\ny=2\nx=1'))).toBe(true)
  expect(sameSections(readSections('[a]\nx=1\n'), readSections('[a]\nx=2\n'))).toBe(false)
})
