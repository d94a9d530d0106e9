/** Argument specifications as they are written in YAML, as declarations of options. */

import { type Dict, isDict, type Value } from '../../values.ts'
import { ModuleFailure } from '../kit/change.ts'
import { toBoolean } from '../kit/coerce.ts'
import type { Option, OptionTable, OptionType, Rules } from '../kit/option.ts'

/** The options of a specification, by name. */
export const specTable = (spec: Dict): { readonly options: OptionTable; readonly rules: Rules } => ({
  options: Object.fromEntries([...spec].map(([name, one]) => [String(name), specOption(String(name), one)])),
  rules: {},
})

const types: ReadonlySet<string> = new Set([
  'str',
  'path',
  'bool',
  'int',
  'float',
  'list',
  'dict',
  'raw',
  'jsonarg',
  'bytes',
  'bits',
  'json',
] satisfies (OptionType | 'json')[])

const specOption = (name: string, written: Value): Option<unknown> => {
  const spec = isDict(written) ? written : (new Map() as Dict)
  const type = String(spec.get('type') ?? 'str')
  const elements = spec.get('elements')
  const nested = spec.get('options')
  const choices = spec.get('choices')
  const options = isDict(nested) ? specTable(nested).options : undefined
  return {
    type: knownType(name, type),
    required: toBoolean(spec.get('required') ?? false) === true,
    default: spec.get('default'),
    aliases: Array.isArray(spec.get('aliases')) ? (spec.get('aliases') as Value[]).map(String) : [],
    choices: Array.isArray(choices) ? (choices as (string | number | boolean)[]) : undefined,
    elements: elementsOf(name, type, { elements, options }),
    options: type === 'list' ? undefined : options,
  }
}

const elementsOf = (
  name: string,
  type: string,
  { elements, options }: { readonly elements: Value | undefined; readonly options: OptionTable | undefined },
): Option<unknown> | undefined => {
  if (type !== 'list' || (elements === undefined && options === undefined)) return undefined
  const item = knownType(name, String(elements ?? 'dict'))
  return { type: item, required: false, aliases: [], options }
}

const knownType = (name: string, type: string): OptionType => {
  if (!types.has(type)) throw new ModuleFailure(`the specification of '${name}' has the unknown type '${type}'`)
  return type === 'json' ? 'jsonarg' : (type as OptionType)
}
