/** Options as ansible-doc's JSON has them. */
import type { PluginOption } from '../../config/plugin-options.ts'
import type { Option, OptionTable } from '../../modules/kit/option.ts'
import { type Dict, dict, type Value } from '../../values.ts'

/** The options of a module; those whose names begin with `_` are for programs. */
export const moduleOptions = (table: OptionTable): Dict =>
  new Map(
    Object.entries(table)
      .filter(([name]) => !name.startsWith('_'))
      .map(([name, option]): [Value, Value] => [name, optionData(option)]),
  )

/** The options of a plugin: what they are when nothing is set, and where they are set. */
export const settingOptions = (
  table: Readonly<Record<string, PluginOption>>,
  textOf: (option: string) => string,
): Dict =>
  new Map(Object.entries(table).map(([name, option]): [Value, Value] => [name, settingData(option, textOf(name))]))

const optionData = (option: Option<unknown>): Dict => {
  const data = dict({ type: typeNames[option.type] ?? option.type, required: option.required })
  const choices = option.choices ?? option.elements?.choices
  const inner = option.options ?? option.elements?.options
  if (option.help !== undefined) data.set('description', [option.help])
  if (option.elements) data.set('elements', typeNames[option.elements.type] ?? option.elements.type)
  if (option.default !== undefined) data.set('default', option.default)
  if (option.aliases.length > 0) data.set('aliases', [...option.aliases])
  if (choices) data.set('choices', [...choices])
  if (inner) data.set('suboptions', moduleOptions(inner))
  return data
}

/** Types as ansible-doc calls them. */
const typeNames: Readonly<Record<string, string>> = { mode: 'raw', secret: 'str', expression: 'raw' }

const settingData = ({ type, default: fallback, env, ini, vars, choices }: PluginOption, text: string): Dict => {
  const data = dict({ description: [text], type, default: fallback })
  if (choices) data.set('choices', [...choices])
  const places: readonly (readonly [string, Value[]])[] = [
    ['env', env.map((name) => dict({ name }))],
    ['ini', ini.map(([section, key]) => dict({ key, section }))],
    ['vars', vars.map((name) => dict({ name }))],
  ]
  for (const [name, list] of places) if (list.length > 0) data.set(name, list)
  return data
}
