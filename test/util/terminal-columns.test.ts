import { expect, test } from 'vitest'
import { terminalColumns } from '../../src/util/terminal-columns.ts'

test('leaves the last column of a wide terminal free', () => {
  expect(terminalColumns({ isTTY: true, columns: 120 })).toBe(119)
})

test.each([{ isTTY: true, columns: 40 }, { isTTY: false, columns: 120 }, {}])('is 79 for %o', (stream) => {
  expect(terminalColumns(stream)).toBe(79)
})
