/** The play of a single task that a command line asks for. */
import { type Dict, Template, trusted, type Value } from '../../values.ts'
import { loadYaml } from '../../yaml/load.ts'
import { parseKeyValues } from '../tasks/key-value.ts'

/** A task as a command line gives it. */
export interface AdhocTask {
  readonly pattern: string
  readonly module: string
  /** `key=value`, JSON, or the text of a command. */
  readonly args: string
  /** Seconds. */
  readonly timeout?: number | undefined
  /** Seconds that it may run on its own. */
  readonly background?: number | undefined
  /** Seconds between looks at it. */
  readonly poll?: number | undefined
}

/** The play as it would be written in a playbook. */
export const adhocPlay = ({ pattern, module, args, timeout, background, poll }: AdhocTask): Dict => {
  const task: Dict = new Map<Value, Value>([
    [
      'action',
      new Map<Value, Value>([
        ['module', module],
        ['args', optionsOf(module, args)],
      ]),
    ],
  ])
  if (timeout) task.set('timeout', timeout)
  if (background) task.set('async', background).set('poll', poll ?? 15)
  return new Map<Value, Value>([
    ['name', 'Ansible Ad-Hoc'],
    ['hosts', pattern],
    ['gather_facts', false],
    ['tasks', [task]],
  ])
}

/** True for modules that do nothing without arguments: those that take a command line. */
export const needsArguments = (module: string): boolean =>
  /^(ansible\.(builtin|legacy)\.|ansible\.windows\.)?(win_)?(command|shell)$|^(ansible\.(builtin|legacy)\.)?(raw|script)$/.test(
    module,
  )

const optionsOf = (module: string, args: string): Dict => {
  const data = dataOf(args)
  if (data) return data
  const { options, rest } = parseKeyValues(new Template(args), needsArguments(module))
  return rest === undefined ? options : new Map([...options, ['_raw_params', trusted(rest)]])
}

const dataOf = (args: string): Dict | undefined => {
  const text = args.trim()
  if (!text.startsWith('{') || !text.endsWith('}')) return undefined
  try {
    JSON.parse(text)
  } catch {
    return undefined
  }
  return loadYaml(text, { file: '<args>' }) as Dict
}
