import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from './source-files.ts'

/** One run of a reference program. */
export interface ReferenceCase {
  readonly program: 'ansible-inventory' | 'ansible'
  readonly args: readonly string[]
  readonly cwd: string
}

export interface ReferenceResult {
  readonly stdout: string
  readonly stderr: string
  readonly status: number
}

const python = '/usr/bin/python3'

/** Whether Ansible can be asked. In CI it must be there. */
export const hasReference = ((): boolean => {
  try {
    execFileSync(python, ['-c', 'import ansible.cli.inventory'], { stdio: 'ignore' })
    return true
  } catch {
    if (process.env.CI) throw new Error('the reference is missing: apt-get install ansible-core')
    process.stderr.write('comparison with ansible-inventory left out: apt-get install ansible-core\n')
    return false
  }
})()

/** What the reference gives for each case. */
export const askReference = (cases: readonly ReferenceCase[]): ReferenceResult[] => {
  const script = join(root, 'test/rig/reference-inventory.py')
  const env = {
    ...process.env,
    ANSIBLE_CONFIG: join(root, 'test/rig/reference-inventory.cfg'),
    COLUMNS: '10000',
    ANSIBLE_NOCOLOR: '1',
  }
  const output = execFileSync(python, [script], { input: JSON.stringify(cases), env, maxBuffer: 1 << 28 })
  return JSON.parse(output.toString())
}

/** A new folder with files, executable where their text begins with `#!`. */
export const folderOf = (files: Readonly<Record<string, string>>): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'runbook_inventory_')))
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text, { mode: text.startsWith('#!') ? 0o755 : 0o644 })
  }
  return folder
}
