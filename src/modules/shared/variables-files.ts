/** The files of variables that a task names: one, or those of a folder. */
import { readdir, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { compileRegex, type PythonRegex, RegexError } from '../../util/regex.ts'
import { ModuleFailure } from '../kit/change.ts'
import type { Controller } from '../kit/controller.ts'

/** Which files: options of `include_vars`. */
export interface VariablesFiles {
  readonly file: string | undefined
  readonly dir: string | undefined
  readonly depth: number
  readonly files_matching: string | undefined
  readonly ignore_files: readonly string[]
  readonly extensions: readonly string[]
  readonly ignore_unknown_extensions: boolean
}

type Places = Pick<Controller, 'find' | 'roleDirectory' | 'taskDirectory'>

/** The paths in the order in which the files are read. Throws a ModuleFailure when it comes to what is not there or wrong. */
export async function* variablesFiles(options: VariablesFiles, controller: Places): AsyncGenerator<string> {
  if (options.dir) yield* ofDirectory(options, controller)
  else if (options.file) yield controller.find('vars', options.file.replace(/\n+$/, ''))
  else throw new ModuleFailure('Could not find file: neither a file nor a directory of variables is given')
}

async function* ofDirectory(options: VariablesFiles, controller: Places): AsyncGenerator<string> {
  const root = await rootDirectory(options.dir as string, controller)
  const found = await stat(root).catch(() => undefined)
  if (!found) throw new ModuleFailure(`${root} directory does not exist`)
  if (!found.isDirectory()) throw new ModuleFailure(`${root} is not a directory`)
  const main = controller.roleDirectory ? join(controller.roleDirectory, 'vars', 'main.yml') : undefined
  for await (const file of filesBelow(root, options)) if (file !== main) yield file
}

/** A role's directory is sought below its `vars`, any other beside the task's file. */
const rootDirectory = async (dir: string, { roleDirectory, taskDirectory }: Places): Promise<string> => {
  if (dir.startsWith('/')) return dir
  if (!roleDirectory) return join(taskDirectory, dir)
  const written = join(roleDirectory, dir)
  const exists = dir.split('/')[0] === 'vars' && (await stat(written).catch(() => undefined))
  return exists ? written : join(roleDirectory, 'vars', dir)
}

/** Every file to load: directories in alphabetical order, files in each likewise; a wrong one ends it when it is met. */
async function* filesBelow(root: string, options: VariablesFiles): AsyncGenerator<string> {
  const matching = options.files_matching === undefined ? undefined : pattern(options.files_matching)
  const ignored = options.ignore_files.map((text) => pattern(`${text}$`))
  for (const directory of await directoriesBelow(root, options.depth)) {
    for (const name of (await entries(directory)).filter((entry) => !entry.isDirectory).map(({ name }) => name)) {
      if (matching && !matching.search(name)) continue
      if (ignored.some((regex) => regex.search(name))) continue
      const known = options.extensions.includes(extname(name).slice(1))
      if (known) yield join(directory, name)
      else if (!options.ignore_unknown_extensions) {
        const extensions = options.extensions.join(', ')
        throw new ModuleFailure(`${join(directory, name)} does not have a valid extension: ${extensions}`)
      }
    }
  }
}

/** The folder and those in it, down to a depth; 1 is the folder alone, 0 is no limit. */
const directoriesBelow = async (root: string, depth: number): Promise<string[]> => {
  const found = [root]
  if (depth === 1) return found
  for (const entry of await entries(root)) {
    if (entry.isDirectory) found.push(...(await directoriesBelow(join(root, entry.name), Math.max(depth - 1, 0))))
  }
  return found.sort()
}

interface Entry {
  readonly name: string
  /** Also through a link. */
  readonly isDirectory: boolean
}

const entries = async (directory: string): Promise<Entry[]> => {
  const found = await readdir(directory, { withFileTypes: true })
  const linked = (name: string): Promise<boolean> =>
    stat(join(directory, name)).then(
      (target) => target.isDirectory(),
      () => false,
    )
  const known = found.map(async (entry) => ({
    name: entry.name,
    isDirectory: entry.isSymbolicLink() ? await linked(entry.name) : entry.isDirectory(),
  }))
  return (await Promise.all(known)).sort((a, b) => (a.name < b.name ? -1 : 1))
}

const pattern = (text: string): PythonRegex => {
  try {
    return compileRegex(text)
  } catch (error) {
    if (!(error instanceof RegexError)) throw error
    throw new ModuleFailure(`Invalid regular expression: ${text}`)
  }
}
