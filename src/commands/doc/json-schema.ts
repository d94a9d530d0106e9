/** A JSON Schema of playbooks: editors complete and check keywords, modules and options by it. */
import type { Option, OptionTable } from '../../modules/kit/option.ts'
import type { AnyModule } from '../../modules/registry.ts'
import { type Form, type KeywordTable, keywordsOf } from '../../playbook/keywords/keywords.ts'
import { type Dict, dict, type Value } from '../../values.ts'

/** The schema for the modules given. Wherever a value of another type stands, a template may stand too. */
export const jsonSchema = (modules: readonly (readonly [string, AnyModule])[]): Dict => {
  const options = modules.flatMap(([name, module]) => {
    const schema = dict({ $ref: `#/$defs/modules/${name}` })
    return [name, `ansible.builtin.${name}`]
      .map((spelled): [Value, Value] => [spelled, schema])
      .slice(0, isBuiltin(module) ? 2 : 1)
  })
  const task = dict({
    type: 'object',
    properties: new Map<Value, Value>([
      ...keywords(keywordsOf.Task),
      ...keywords(keywordsOf.Block),
      ...options,
      ...lists(['block', 'rescue', 'always']),
    ]),
  })
  return dict({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Ansible playbook',
    type: 'array',
    items: dict({ anyOf: [dict({ $ref: '#/$defs/play' }), dict({ $ref: '#/$defs/task' })] }),
    $defs: dict({
      play: dict({
        type: 'object',
        required: ['hosts'],
        properties: new Map<Value, Value>([
          ...keywords(keywordsOf.Play),
          ...lists(['pre_tasks', 'tasks', 'post_tasks', 'handlers']),
        ]),
      }),
      task,
      modules: new Map(modules.map(([name, module]): [Value, Value] => [name, moduleSchema(module)])),
    }),
  })
}

const isBuiltin = ({ name }: AnyModule): boolean => !name.startsWith('docker')

const lists = (names: readonly string[]): [Value, Value][] =>
  names.map((name) => [name, dict({ type: ['array', 'null'], items: dict({ $ref: '#/$defs/task' }) })])

const keywords = (table: KeywordTable): [Value, Value][] =>
  Object.entries(table).map(([name, form]) => [name, formSchema(form)])

const formSchema = (form: Form): Dict => {
  if (typeof form !== 'string') return dict({ anyOf: [dict({ enum: [...form] }), template] })
  const type = formTypes[form]
  return type === undefined ? dict({}) : dict({ type: [...new Set([type, 'string'])] })
}

const formTypes: Readonly<Record<string, string>> = {
  string: 'string',
  bool: 'boolean',
  int: 'integer',
  float: 'number',
  dict: 'object',
}

/** Module options may also be given as `key=value` text. */
const moduleSchema = ({ summary, options }: AnyModule): Dict =>
  dict({ description: summary, anyOf: [tableSchema(options), dict({ type: ['string', 'null'] })] })

const tableSchema = (table: OptionTable): Dict => {
  const shown = Object.entries(table).filter(([name]) => !name.startsWith('_'))
  return dict({
    type: 'object',
    properties: new Map(
      shown.flatMap(([name, option]) =>
        [name, ...option.aliases].map((spelled): [Value, Value] => [spelled, optionSchema(option)]),
      ),
    ),
    additionalProperties: false,
  })
}

const optionSchema = (option: Option<unknown>): Dict => {
  const schema = dict({})
  if (option.help !== undefined) schema.set('description', option.help)
  if (option.default !== undefined) schema.set('default', option.default)
  if (option.choices) schema.set('anyOf', [dict({ enum: [...option.choices] }), template])
  const types = optionTypes[option.type]
  if (!option.choices && types) schema.set('type', types)
  return schema
}

const template = dict({ type: 'string', pattern: '\\{\\{' })

const optionTypes: Readonly<Record<string, Value[]>> = {
  str: ['string', 'number', 'boolean', 'null'],
  path: ['string'],
  bool: ['boolean', 'string', 'integer'],
  int: ['integer', 'string'],
  float: ['number', 'string'],
  list: ['array', 'string', 'null'],
  dict: ['object', 'string', 'null'],
  mode: ['string', 'integer'],
  secret: ['string', 'null'],
  bytes: ['string', 'integer'],
}
