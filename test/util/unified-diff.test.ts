import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unifiedDiff } from '../../src/util/unified-diff.ts'

const names = { before: 'old', after: 'new', context: 3 }
const lines = (text: string): string[] => text.split(' ').map((word) => `${word}\n`)

describe('unifiedDiff', () => {
  test('is empty for equal texts', () => {
    expect(unifiedDiff(lines('a b c'), lines('a b c'), names)).toEqual([])
    expect(unifiedDiff([], [], names)).toEqual([])
  })

  test('shows three lines around a difference', () => {
    const before = lines('1 2 3 4 5 6 7 8 9')
    const after = lines('1 2 3 4 x 6 7 8 9')
    expect(unifiedDiff(before, after, names).join('')).toBe(
      '--- old\n+++ new\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n',
    )
  })

  test('counts an added text from line 0', () => {
    expect(unifiedDiff([], ['a\n', 'b\n'], names)).toEqual([
      '--- old\n',
      '+++ new\n',
      '@@ -0,0 +1,2 @@\n',
      '+a\n',
      '+b\n',
    ])
  })

  test('starts a new hunk after more than six equal lines', () => {
    const before = lines('a 1 2 3 4 5 6 7 b')
    const after = lines('A 1 2 3 4 5 6 7 B')
    expect(unifiedDiff(before, after, names).filter((line) => line.startsWith('@@'))).toEqual([
      '@@ -1,4 +1,4 @@\n',
      '@@ -6,4 +6,4 @@\n',
    ])
  })

  test('shows no context when none is wanted', () => {
    expect(unifiedDiff(lines('a b c'), lines('a x c'), { ...names, context: 0 }).slice(2)).toEqual([
      '@@ -2 +2 @@\n',
      '-b\n',
      '+x\n',
    ])
  })
})

const hasPython = spawnSync('python3', ['--version']).status === 0

describe.skipIf(!hasPython)('unifiedDiff beside difflib', () => {
  const program = [
    'import difflib, json, sys',
    'cases = json.load(sys.stdin)',
    "print(json.dumps([list(difflib.unified_diff(a, b, 'old', 'new', '', '', n)) for a, b, n in cases]))",
  ].join('\n')

  const difflib = (cases: readonly unknown[]): string[][] =>
    JSON.parse(spawnSync('python3', ['-c', program], { input: JSON.stringify(cases), encoding: 'utf8' }).stdout)

  test('gives the same lines for many texts', () => {
    const text = fc.array(fc.constantFrom('a\n', 'b\n', 'c\n', 'd\n', '\n', 'e'), { maxLength: 40 })
    const cases = fc.sample(fc.tuple(text, text, fc.constantFrom(0, 1, 3)), { numRuns: 400, seed: 7 })
    const ours = cases.map(([before, after, context]) => unifiedDiff(before, after, { ...names, context }))
    expect(ours).toEqual(difflib(cases))
  })

  test('gives the same lines where frequent lines start no run', () => {
    const line = fc.oneof(
      fc.constantFrom('\n', '}\n'),
      fc.integer({ min: 0, max: 300 }).map((n) => `${n}\n`),
    )
    const text = fc.array(line, { minLength: 200, maxLength: 400 })
    const edit = fc.tuple(text, fc.array(fc.tuple(fc.nat(400), line), { maxLength: 30 }))
    const cases = fc.sample(edit, { numRuns: 40, seed: 7 }).map(([before, edits]) => {
      const after = [...before]
      for (const [place, added] of edits) after.splice(place, place % 3, added)
      return [before, after, 3] as const
    })
    const ours = cases.map(([before, after]) => unifiedDiff(before, after, names))
    expect(ours).toEqual(difflib(cases))
  })
})
