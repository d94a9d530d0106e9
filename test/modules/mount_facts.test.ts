import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import mountFacts from '../../src/modules/mount_facts.ts'
import type { Dict } from '../../src/values.ts'
import { failure, plan, runModule } from './plan-rig.ts'

const folder = mkdtempSync(join(tmpdir(), 'mounts-'))
const file = join(folder, 'fstab')
writeFileSync(file, 'UUID=12 / ext4 rw 0 1\nserver:/x /no/where nfs ro 0 0\ntmpfs /no/where tmpfs ro\n')
symlinkSync(file, join(folder, 'link'))

const run = async (options: Record<string, unknown>) => {
  const { result, warnings } = await runModule(mountFacts, { options: { sources: [file], ...options } })
  const facts = result.get('ansible_facts') as Dict
  return { points: facts.get('mount_points') as Dict, all: facts.get('aggregate_mounts') as Dict[], warnings }
}

test('the first of each directory is told, with its size and its origin', async () => {
  const { points, warnings } = await run({})
  expect([...points.keys()]).toEqual(['/', '/no/where'])
  const root = Object.fromEntries(points.get('/') as Dict)
  expect(root).toMatchObject({ device: 'UUID=12', uuid: '12', size_total: expect.any(Number), passno: 1 })
  expect(Object.fromEntries(root.ansible_context as Dict)).toEqual({
    source: file,
    source_data: 'UUID=12 / ext4 rw 0 1',
  })
  expect((points.get('/no/where') as Dict).get('fstype')).toBe('nfs')
  expect(warnings).toEqual([
    `mount_facts: ignoring repeat mounts in the following sources: ${file} (['/', '/no/where', '/no/where']). You can disable this warning by configuring the 'include_aggregate_mounts' option as True or False.`,
  ])
})

test('all are told where that is asked, and a file only once', async () => {
  const { all, warnings } = await run({ include_aggregate_mounts: true, sources: [file, join(folder, 'link')] })
  expect(all.length).toBe(3)
  expect(warnings).toEqual([])
})

test('devices and types are chosen by patterns', async () => {
  expect([...(await run({ devices: ['server:*'] })).points.keys()]).toEqual(['/no/where'])
  expect([...(await run({ fstypes: ['ext?'] })).points.keys()]).toEqual(['/'])
})

test('the program is asked where no file tells', async () => {
  const program = join(folder, 'mount')
  writeFileSync(program, '#!/bin/sh\necho "/dev/q on /q type ext4 (rw)"\n', { mode: 0o755 })
  const { points } = await run({ sources: [file, 'mount'], mount_binary: program, fstypes: ['ext4'] })
  expect([...points.keys()]).toEqual(['/', '/q'])
  expect(((points.get('/q') as Dict).get('ansible_context') as Dict).get('source')).toBe('mount')
})

test('a table of the kernel is read once', async () => {
  const sources = ['/proc/mounts', '/proc/self/mounts']
  const { all } = await run({ include_aggregate_mounts: true, sources })
  expect(new Set(all.map((one) => (one.get('ansible_context') as Dict).get('source')))).toEqual(
    new Set(['/proc/mounts']),
  )
})

test.each([
  [{ timeout: 0 }, "argument 'timeout' must be a positive number or null, not 0"],
  [{ sources: [''] }, 'sources contains an empty string'],
])('%o fails', async (options, message) => {
  await expect(run(options)).rejects.toThrow(message)
})

const late = {
  options: { sources: [file], include_aggregate_mounts: false },
  answers: {
    files: [{ source: file, real: file, text: 'x /late nfs ro\n' }],
    printed: null,
    known: { sizes: new Map(), late: ['/late'], uuids: new Map() },
  },
}

test('a mount that does not answer is a failure, a warning or nothing', () => {
  const message = 'Timed out getting mount size for mount /late (type nfs)'
  expect(failure(mountFacts, late)).toBe(message)
  const other = (on_timeout: string) => plan(mountFacts, { ...late, options: { ...late.options, on_timeout } })
  expect(other('warn')).toEqual([{ kind: 'warning', message }])
  expect(other('ignore')).toEqual([])
})
