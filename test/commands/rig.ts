import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, vi } from 'vitest'
import { runCommand } from '../../src/commands/run-command.ts'
// Loaded here, as no test is to wait for it.
import '../../src/run-playbook.ts'

vi.setConfig({ testTimeout: 60_000 })

/** How a command ended and what it wrote. */
export interface Ended {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A new folder with files, executable where their text begins with `#!`; removed after the tests. */
export const folderWith = (files: Readonly<Record<string, string>> = {}): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'runbook-commands-')))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text, { mode: text.startsWith('#!') ? 0o755 : 0o644 })
  }
  return folder
}

/** Runs a command line in this process, in a folder, and collects what it writes. */
export const run = async (folder: string, ...args: readonly string[]): Promise<Ended> => {
  const before = process.cwd()
  const written = { stdout: '', stderr: '' }
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += String(text)
      return true
    }),
  )
  process.chdir(folder)
  try {
    const status = await runCommand(args)
    return { status, ...written }
  } finally {
    process.chdir(before)
    for (const spy of spies) spy.mockRestore()
  }
}
