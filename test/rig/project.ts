import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Ran, runbook } from './runbook.ts'

/** Files of a project and what runs in it. */
export interface Project {
  readonly directory: string
  /** Runs `runbook` there, with `hosts` as the inventory. */
  run(...args: readonly string[]): Promise<Ran>
}

/** Makes a throw-away directory with these files, uses it and removes it. */
export async function inProject<T>(
  files: Readonly<Record<string, string>>,
  use: (project: Project) => Promise<T>,
): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'runbook-project-'))
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, name)), { recursive: true })
      writeFileSync(join(directory, name), text)
    }
    return await use({ directory, run: (...args) => runbook(['-i', 'hosts', ...args], { cwd: directory }) })
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
