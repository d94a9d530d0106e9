import { readdir, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { mergeDicts } from '../util/merge-dicts.ts'
import { compileRegex, type PythonRegex, RegexError } from '../util/regex.ts'
import { type Dict, dict, isDict, type Value } from '../values.ts'
import { type ActionContext, type ActionResult, defineAction } from './kit/action.ts'
import { ModuleFailure } from './kit/change.ts'
import type { Controller } from './kit/controller.ts'
import { bool, choice, int, list, path, str } from './kit/option.ts'

interface Options {
  readonly file: string | undefined
  readonly dir: string | undefined
  readonly name: string | undefined
  readonly depth: number
  readonly files_matching: string | undefined
  readonly ignore_files: readonly string[]
  readonly extensions: readonly string[]
  readonly ignore_unknown_extensions: boolean
  readonly hash_behaviour: 'replace' | 'merge' | undefined
}

/** Variables read so far, and the files they came from. */
interface Loaded {
  readonly values: Dict
  readonly files: string[]
  hidden: boolean
}

/** Loads variables from a file or from all files of a directory. */
export default defineAction({
  name: 'include_vars',
  summary: 'Load variables from a file, or from the files of a directory.',
  freeForm: 'file',
  options: {
    file: path({ help: 'A YAML or JSON file.' }),
    dir: path({ help: 'A directory; its files are loaded in alphabetical order.' }),
    name: str({ help: 'A variable that is to hold all the others.' }),
    depth: int({ default: 0, help: 'How deep to go into directories; 0 for no limit.' }),
    files_matching: str({ help: 'Load only files whose name matches this regular expression.' }),
    ignore_files: list(str(), { default: [], help: 'Regular expressions of names to pass over.' }),
    extensions: list(str(), { default: ['yaml', 'yml', 'json'], help: 'Extensions of files to load.' }),
    ignore_unknown_extensions: bool({ default: false, help: 'Pass over files with other extensions.' }),
    hash_behaviour: choice(['replace', 'merge'], { help: 'What to do with mappings that exist already.' }),
  },
  rules: { mutuallyExclusive: [['file', 'dir']] },
  controllerOnly: true,
  async run(context) {
    const loaded: Loaded = { values: new Map(), files: [], hidden: false }
    try {
      await load(context, loaded)
    } catch (error) {
      if (!(error instanceof ModuleFailure)) throw error
      return failure(error.message, loaded)
    }
    return success(context, loaded)
  },
  dryRun: 'run',
})

const load = async ({ options, controller }: ActionContext<Options>, loaded: Loaded): Promise<void> => {
  if (options.dir) await loadDirectory(options, controller, loaded)
  else if (options.file) await loadFile(controller.find('vars', options.file.replace(/\n+$/, '')), controller, loaded)
  else throw new ModuleFailure('Could not find file: neither a file nor a directory of variables is given')
}

const failure = (message: string, loaded: Loaded): ActionResult => ({
  result: dict({ failed: true, message, ansible_facts: new Map(), ansible_included_var_files: loaded.files }),
})

const success = ({ options, variables }: ActionContext<Options>, loaded: Loaded): ActionResult => {
  const named: Dict = options.name ? new Map([[options.name, loaded.values]]) : loaded.values
  const values = options.hash_behaviour === 'merge' ? mergeWith(named, (name) => variables.get(name)) : named
  return {
    result: dict({ changed: false, ansible_facts: values, ansible_included_var_files: loaded.files }),
    facts: { kind: 'include_vars', values },
    hidden: loaded.hidden,
  }
}

const loadFile = async (file: string, controller: Controller, loaded: Loaded): Promise<void> => {
  const { data, encrypted } = await controller.load(file)
  loaded.hidden ||= encrypted
  if (data !== null && !isDict(data)) throw new ModuleFailure(`${file} must be stored as a dictionary/hash`)
  loaded.files.push(file)
  for (const [name, value] of data ?? []) loaded.values.set(name, value)
}

const loadDirectory = async (options: Options, controller: Controller, loaded: Loaded): Promise<void> => {
  const root = await rootDirectory(options.dir as string, controller)
  const found = await stat(root).catch(() => undefined)
  if (!found) throw new ModuleFailure(`${root} directory does not exist`)
  if (!found.isDirectory()) throw new ModuleFailure(`${root} is not a directory`)
  const main = controller.roleDirectory ? join(controller.roleDirectory, 'vars', 'main.yml') : undefined
  for await (const file of filesBelow(root, options)) {
    if (file !== main) await loadFile(file, controller, loaded)
  }
}

/** A role's directory is sought below its `vars`, any other beside the task's file. */
const rootDirectory = async (dir: string, { roleDirectory, taskDirectory }: Controller): Promise<string> => {
  if (dir.startsWith('/')) return dir
  if (!roleDirectory) return join(taskDirectory, dir)
  const written = join(roleDirectory, dir)
  const exists = dir.split('/')[0] === 'vars' && (await stat(written).catch(() => undefined))
  return exists ? written : join(roleDirectory, 'vars', dir)
}

/** Every file to load: directories in alphabetical order, files in each likewise; a wrong one ends it when it is met. */
async function* filesBelow(root: string, options: Options): AsyncGenerator<string> {
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

const mergeWith = (values: Dict, current: (name: string) => Value | undefined): Dict =>
  new Map([...values].map(([name, value]) => [name, merged(current(String(name)), value)]))

const merged = (old: Value | undefined, value: Value): Value =>
  isDict(old) && isDict(value) ? mergeDicts(old, value) : value
