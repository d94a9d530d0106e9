import { expect, it } from 'vitest'
import type { Effect } from '../../../src/remote/effect.ts'
import { openRefusal } from '../../../src/remote/queries/open-refusal.ts'

const query = openRefusal('/srv/a')
const planned = (stat: { kind: 'file' | 'directory' } | null): Effect => ({ kind: 'path', path: '/srv/a', stat })

it("takes the system's words from what GNU and busybox print", () => {
  const parse = (text: string): string => query.parse({ stdout: Buffer.from(text), stderr: Buffer.alloc(0), status: 0 })
  expect(parse("head: cannot open '/srv/a' for reading: Permission denied\n")).toBe('Permission denied')
  expect(parse("head: error reading '/srv': Is a directory\n")).toBe('Is a directory')
  expect(parse('head: /srv/a: No such file or directory\n')).toBe('No such file or directory')
  expect(parse('')).toBe('')
})

it('foresees what is planned', () => {
  expect(query.overlay('No such file or directory', [planned({ kind: 'file' })])).toBe('')
  expect(query.overlay('', [planned({ kind: 'directory' })])).toBe('Is a directory')
  expect(query.overlay('', [planned(null)])).toBe('No such file or directory')
  expect(query.overlay('Permission denied', [])).toBe('Permission denied')
  expect(query.lacks?.('No such file or directory')).toBe(true)
  expect(query.lacks?.('Permission denied')).toBe(false)
})
