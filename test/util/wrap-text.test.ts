import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { wrapText } from '../../src/util/wrap-text.ts'

describe('wrapText', () => {
  test('breaks between words and drops the blank there', () => {
    expect(wrapText('one two three', 8)).toEqual(['one two', 'three'])
  })

  test('keeps the blank when told so', () => {
    expect(wrapText('one two three', 8, { dropWhitespace: false })).toEqual(['one two ', 'three'])
  })

  test('breaks a word after a hyphen between letters', () => {
    expect(wrapText('a well-known name', 8)).toEqual(['a well-', 'known', 'name'])
  })

  test('breaks a word that is longer than a line', () => {
    expect(wrapText('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij'])
  })

  test('takes line feeds and tabs for blanks', () => {
    expect(wrapText('a\nb\tc', 20)).toEqual(['a b       c'])
  })

  test('gives no line for no text', () => {
    expect(wrapText('', 10)).toEqual([])
  })
})

const hasPython = spawnSync('python3', ['--version']).status === 0

describe.skipIf(!hasPython)('wrapText beside textwrap', () => {
  const program = [
    'import json, sys, textwrap',
    'cases = json.load(sys.stdin)',
    'print(json.dumps([textwrap.wrap(t, w, drop_whitespace=d) for t, w, d in cases]))',
  ].join('\n')

  test('gives the same lines for many texts', () => {
    const part = fc.constantFrom('a', 'word', 'é', ' ', '  ', '-', '--', '.', "'", '\n', '\t', '/usr/bin/python3', '1')
    const text = fc.array(part, { maxLength: 30 }).map((parts) => parts.join(''))
    const cases = fc.sample(fc.tuple(text, fc.integer({ min: 4, max: 30 }), fc.boolean()), { numRuns: 1000, seed: 7 })
    const run = spawnSync('python3', ['-c', program], { input: JSON.stringify(cases), encoding: 'utf8' })
    const ours = cases.map(([text, width, dropWhitespace]) => wrapText(text, width, { dropWhitespace }))
    expect(ours).toEqual(JSON.parse(run.stdout))
  })
})
