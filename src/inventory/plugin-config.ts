import { userError } from '../errors.ts'
import { isReadable } from '../util/accessible.ts'
import { yamlClass } from '../util/python-type.ts'
import { type Dict, isDict, Template, type Value } from '../values.ts'
import { loadYaml } from '../yaml/load.ts'
import { readText } from '../yaml/load-file.ts'
import { positionOfValue } from '../yaml/positions.ts'
import { hasExtension } from './has-extension.ts'
import { isEmpty } from './is-empty.ts'
import type { Evaluate, SourceContext } from './source.ts'

/** True for a file that may configure an inventory plugin: YAML, `.config`, or without extension. */
export const mayBeConfig = (path: string, { yamlExtensions }: SourceContext): boolean =>
  isReadable(path) && hasExtension(path, ['.config', ...yamlExtensions])

/** The configuration of a plugin. Throws a UserError when the file is that of another. */
export const readConfig = (path: string, plugin: string, { vault }: SourceContext): Dict => {
  const config = loadYaml(readText(path, { vault }), { file: path, vault })
  if (isEmpty(config)) throw userError(`${path} is empty`)
  if (!isDict(config)) {
    const found = yamlClass(config)
    throw userError(`inventory source has invalid structure, it should be a dictionary, got: ${found}`)
  }
  const named = config.get('plugin') ?? 'none found'
  if (named !== plugin && named !== `ansible.builtin.${plugin}`) {
    throw userError(`Incorrect plugin name in file: ${String(named)}`, positionOfValue(config, 'plugin'))
  }
  return config
}

/** The context's way to evaluate templates, which a source that constructs can't do without. */
export const evaluator = ({ evaluate }: SourceContext): Evaluate => {
  if (evaluate) return evaluate
  throw new Error('an inventory source that constructs was read without a way to evaluate templates')
}

/** A value of a configuration as the text of a template or expression. */
export const templateText = (value: Value): string => {
  if (value instanceof Template) return value.source
  if (value === null) return 'None'
  if (Array.isArray(value)) return `[${value.map(inside).join(', ')}]`
  if (isDict(value)) return `{${[...value].map((pair) => pair.map(inside).join(': ')).join(', ')}}`
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value)
}

/** The same within a list or dict, where a text has its quotes. */
const inside = (value: Value): string => (typeof value === 'string' ? `'${value}'` : templateText(value))

/** A setting that is on or off, in any of YAML's and Ansible's spellings. */
export const isOn = (value: Value | undefined, absent: boolean): boolean =>
  value === undefined || value === null ? absent : /^(?:true|yes|on|y|t|1)$/i.test(String(value))
