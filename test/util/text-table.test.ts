import { expect, it } from 'vitest'
import { textTable } from '../../src/util/text-table.ts'

it('reads names and texts, and lets names share one', () => {
  const table = textTable(`
    one: The first: it leads
    two three: Others`)
  expect([...table]).toEqual([
    ['one', 'The first: it leads'],
    ['two', 'Others'],
    ['three', 'Others'],
  ])
})
