/** Playbooks that show a construct of the language each: folders of `test/rig/constructs`, to be run beside the reference. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './source-files.ts'

/** One of the folders. */
export interface ConstructCase {
  readonly playbook: string
  /** What is beside `site.yml`. */
  readonly files: Readonly<Record<string, string>>
  /** The options of each run: the lines `# run: …` at the head of `site.yml`; one run with `-v` unless there are such. */
  readonly runs: readonly (readonly string[])[]
  /** Options for runbook only: the line `# runbook: …`. */
  readonly forRunbook: readonly string[]
  /** What the file `more-hosts` adds to the inventory. */
  readonly inventory: string
}

const folder = join(root, 'test/rig/constructs')

/** The names of all of them. */
export const constructNames = (): readonly string[] => readdirSync(folder).sort()

/** Reads one. */
export function constructCase(name: string): ConstructCase {
  const { 'site.yml': playbook = '', 'more-hosts': inventory = '', ...files } = filesIn(join(folder, name))
  const runs = [...playbook.matchAll(/^# run: (.*)$/gm)].map(([, options]) => words(options!))
  const forRunbook = words(/^# runbook: (.*)$/m.exec(playbook)?.[1] ?? '')
  return { playbook, files, inventory, forRunbook, runs: runs.length > 0 ? runs : [['-v']] }
}

const filesIn = (directory: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(directory.length + 1), readFileSync(path, 'utf8')]),
  )

/** Apart by blanks, but for those in single quotes. */
const words = (text: string): readonly string[] =>
  [...text.matchAll(/'([^']*)'|\S+/g)].map(([word, quoted]) => quoted ?? word)
