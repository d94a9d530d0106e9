import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readLimit } from '../../src/inventory/read-limit.ts'
import { folderOf } from '../rig/reference-inventory.ts'

const folder = folderOf({ 'site.retry': 'web1\n\n web2 \n' })
afterAll(() => rmSync(folder, { recursive: true }))

test('a limit is split at commas and colons', () => {
  expect(readLimit('web:!db')).toEqual(['web', '!db'])
  expect(readLimit(['a,b', 'c'])).toEqual(['a', 'b', 'c'])
})

test('a part with @ is a file with one pattern a line', () => {
  expect(readLimit(`x,@${join(folder, 'site.retry')}`)).toEqual(['x', 'web1', 'web2'])
})

test('a file that is missing, or is a folder, is an error', () => {
  expect(() => readLimit('@/nowhere')).toThrow('Unable to find limit file /nowhere')
  expect(() => readLimit(`@${folder}`)).toThrow('must be a file, not a directory')
})
