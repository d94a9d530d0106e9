import { UserError } from '../errors.ts'
import { mergeDicts } from '../util/merge-dicts.ts'
import { yamlType } from '../util/python-type.ts'
import { type Dict, dict, isDict, type Value } from '../values.ts'
import { type ActionContext, type ActionResult, defineAction, type Variables } from './kit/action.ts'
import { LocatedFailure, ModuleFailure } from './kit/change.ts'
import type { Controller } from './kit/controller.ts'
import { bool, choice, int, list, path, str } from './kit/option.ts'
import { type VariablesFiles, variablesFiles } from './shared/variables-files.ts'

interface Options extends VariablesFiles {
  readonly name: string | undefined
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
      if (error instanceof UserError)
        throw new LocatedFailure(error.diagnostic, failure(error.message, context, loaded).set('changed', false))
      if (!(error instanceof ModuleFailure)) throw error
      return { result: failure(error.message, context, loaded) }
    }
    return success(context, loaded)
  },
  dryRun: 'run',
})

const load = async ({ options, controller }: ActionContext<Options>, loaded: Loaded): Promise<void> => {
  for await (const file of variablesFiles(options, controller)) await loadFile(file, controller, loaded)
}

const failure = (message: string, { options }: ActionContext<Options>, { files }: Loaded): Dict => {
  const facts = options.name ? dict({ [options.name]: new Map() }) : new Map()
  return dict({ failed: true, message, ansible_included_var_files: files, ansible_facts: facts })
}

const success = ({ options, variables }: ActionContext<Options>, loaded: Loaded): ActionResult => {
  const named: Dict = options.name ? new Map([[options.name, loaded.values]]) : loaded.values
  const behaviour = options.hash_behaviour ?? variables.hashBehaviour
  // Where all dicts are taken in this way, those of this task are as well.
  const values = behaviour === variables.hashBehaviour ? named : combined(named, behaviour, variables)
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

const combined = (values: Dict, behaviour: 'replace' | 'merge', variables: Variables): Dict =>
  new Map([...values].map(([name, value]) => [name, withOld(variables.get(String(name)), value, behaviour)]))

/** A variable that is no dict, or not there yet, can't be combined: Ansible fails as well. */
const withOld = (old: Value | undefined, value: Value, behaviour: 'replace' | 'merge'): Value => {
  if (isDict(old) && isDict(value)) return behaviour === 'merge' ? mergeDicts(old, value) : new Map([...old, ...value])
  const types = `'${yamlType(old ?? null)}' and a '${yamlType(value)}'`
  throw new ModuleFailure(`failed to combine variables, expected dicts but got a ${types}.`)
}
