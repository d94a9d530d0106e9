import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Connection } from '../../../src/connection/connection.ts'
import { connectLocal } from '../../../src/connection/local.ts'
import { openHost } from '../../../src/remote/open-host.ts'
import { type PlacedFile, type Placement, placedFile } from '../../../src/remote/queries/placed-file.ts'
import { sh } from '../../../src/remote/sh.ts'

/** This machine, with another program for `/bin/sh`. */
const hostWith = (program: string) => {
  const connect = async (): Promise<Connection> => {
    const connection = await connectLocal()
    return { ...connection, open: (command) => connection.open(command.replace('/bin/sh', program)) }
  }
  return openHost({ transport: 'local' }, { connect })
}

const programs = [
  ['/bin/dash', 'dash'],
  ['/bin/bash', 'bash --posix'],
  ['/bin/busybox', 'busybox ash'],
] as const

/** Without the times at which it was read last, as looking at it changes them. */
const unread = ({ stat, target, ...rest }: PlacedFile) => ({
  ...rest,
  stat: stat && { ...stat, atime: 0 },
  target: target && { ...target, atime: 0 },
})

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex')

describe.each(programs.filter(([file]) => existsSync(file)))('with %s,', (_, program) => {
  const host = hostWith(program)
  const shell = host.as({})
  let directory: string
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'runbook-test-'))
    // From its second request on, a shell can find things out for several questions at once.
    await shell.ask({ first: placedFile({ dest: directory }) })
  })
  afterAll(async () => {
    await host.close()
    rmSync(directory, { recursive: true })
  })

  const alone = async (placement: Placement) => (await shell.ask({ found: placedFile(placement) })).found
  const together = async (placements: readonly Placement[]) =>
    Object.values(
      await shell.ask(Object.fromEntries(placements.map((placement, at) => [`${at}`, placedFile(placement)]))),
    )

  describe('a placed file', () => {
    it('as wanted has no content to send', async () => {
      const dest = join(directory, 'as-wanted')
      writeFileSync(dest, 'wanted', { mode: 0o640 })
      const found = await alone({ dest, wanted: sha1('wanted') })
      expect(found).toMatchObject({ path: dest, parent: true, checksum: sha1('wanted'), content: undefined })
      expect(found.stat).toMatchObject({ kind: 'file', mode: 0o640, size: 6 })
      expect(found.target).toEqual(found.stat)
    })

    it('that differs comes with its content', async () => {
      const dest = join(directory, 'other')
      writeFileSync(dest, 'what\nis there')
      const found = await alone({ dest, wanted: sha1('wanted') })
      expect(found).toMatchObject({ checksum: sha1('what\nis there'), content: Buffer.from('what\nis there') })
    })

    it('that is not there has its place', async () => {
      const found = await alone({ dest: join(directory, 'missing/file') })
      const path = join(directory, 'missing/file')
      expect(found).toEqual({ path, parent: false, stat: null, target: null, checksum: undefined, content: undefined })
    })
  })

  describe('several placed files', () => {
    const cases = (): Placement[] => {
      const at = (name: string) => join(directory, 'several', name)
      mkdirSync(at('folder'), { recursive: true })
      const files = ['plain', 'other', `it's "$HOME" \`x\``, 'with \\ backslash', 'with\ttab ', '*', 'folder/below']
      for (const name of files) writeFileSync(at(name), `text of ${name}\n`)
      writeFileSync(at('empty'), '')
      symlinkSync('plain', at('link'))
      symlinkSync('nowhere', at('dangling'))
      return [
        ...files.map((name) => ({ dest: at(name), wanted: sha1(`text of ${name}\n`) })),
        { dest: at('other'), wanted: sha1('another text') },
        { dest: at('empty'), wanted: sha1('') },
        { dest: at('folder') },
        { dest: at('folder'), basename: 'below' },
        { dest: at('folder/'), basename: 'new' },
        { dest: at('link') },
        { dest: at('link'), follow: true },
        { dest: at('dangling') },
        { dest: at('missing') },
        { dest: at('missing/file') },
      ]
    }

    it('are what each of them is', async () => {
      const placements = cases()
      const each = []
      for (const placement of placements) each.push(await alone(placement))
      expect((await together(placements)).map(unread)).toEqual(each.map(unread))
    })

    it('that are ordinary are read by one program', async () => {
      const log = join(directory, 'log')
      const counting = sh`sha1sum() { echo run >>${log}; command sha1sum "$@"; }`
      await shell.exchange([{ script: counting, light: true, inline: true }])
      const dests = ['one', 'two', 'three'].map((name) => join(directory, name))
      for (const dest of dests) writeFileSync(dest, dest)
      const found = await together(dests.map((dest) => ({ dest, wanted: sha1(dest) })))
      expect(found.map(({ checksum }) => checksum)).toEqual(dests.map(sha1))
      expect(readFileSync(log, 'utf8')).toBe('run\n')
    })

    it('are seen anew each time', async () => {
      const dests = ['x', 'y'].map((name) => join(directory, name))
      const checksums = async () => (await together(dests.map((dest) => ({ dest })))).map(({ checksum }) => checksum)
      for (const dest of dests) writeFileSync(dest, 'before')
      expect(await checksums()).toEqual([sha1('before'), sha1('before')])
      for (const dest of dests) writeFileSync(dest, 'after')
      expect(await checksums()).toEqual([sha1('after'), sha1('after')])
    })
  })
})

it.each([
  ['new', true],
  ['there/new', true],
  ['not-there/new', false],
])('tells whether the folder of %s is there, from where the shell is', (dest, parent) => {
  const cwd = mkdtempSync(join(tmpdir(), 'placed-'))
  mkdirSync(join(cwd, 'there'))
  const { script, parse } = placedFile({ dest })
  const { stdout, stderr, status } = spawnSync('/bin/sh', ['-c', script.text], { cwd })
  expect(parse({ stdout, stderr, status: status ?? -1 })).toMatchObject({ path: dest, parent, stat: null })
})
