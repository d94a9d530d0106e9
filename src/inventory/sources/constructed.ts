import { UserError, userError } from '../../errors.ts'
import { yamlClass } from '../../util/python-type.ts'
import { type Dict, Float, isDict, isNumber, Template, Undefined, type Value } from '../../values.ts'
import { safeGroupName } from '../group-name.ts'
import { addChildGroup, addToGroup, ensureGroup, type Host, type Inventory, setVariable } from '../inventory.ts'
import { evaluator, isOn, mayBeConfig, readConfig, templateText } from '../plugin-config.ts'
import type { InventorySource, SourceContext } from '../source.ts'

/** Groups and variables made from the variables of hosts that sources before this one have given. */
export const constructedSource: InventorySource = {
  name: 'constructed',
  accepts: mayBeConfig,
  read(path, context) {
    const config = readConfig(path, 'constructed', context)
    const builder = new Constructor(context, config)
    try {
      for (const host of [...context.inventory.hosts.values()]) builder.construct(host)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      throw new UserError({ ...error.diagnostic, message: `failed to parse ${path}: ${error.message} ` })
    }
  },
}

class Constructor {
  readonly #context: SourceContext
  readonly #inventory: Inventory
  readonly #config: Dict
  readonly #strict: boolean
  readonly #fromFiles: boolean

  constructor(context: SourceContext, config: Dict) {
    this.#context = context
    this.#inventory = context.inventory
    this.#config = config
    this.#strict = isOn(config.get('strict'), false)
    this.#fromFiles = isOn(config.get('use_vars_plugins'), false)
  }

  construct(host: Host): void {
    this.#compose(host, this.#context.variablesOf(host, this.#fromFiles))
    const vars = this.#context.variablesOf(host, this.#fromFiles)
    this.#conditionalGroups(host, vars)
    this.#keyedGroups(host, vars)
  }

  #compose(host: Host, vars: Dict): void {
    const compose = this.#config.get('compose')
    if (!isDict(compose)) return
    for (const [name, expression] of compose) {
      const value = this.#attempt(`Could not set ${String(name)} for host ${host.name}`, () =>
        this.#expression(expression, vars),
      )
      if (value !== undefined) setVariable(this.#inventory, host, { name, value })
    }
  }

  #conditionalGroups(host: Host, vars: Dict): void {
    const groups = this.#config.get('groups')
    if (!isDict(groups)) return
    for (const [written, condition] of groups) {
      const name = safeGroupName(String(written))
      const result = this.#attempt(`Could not add host ${host.name} to group ${name}`, () =>
        evaluator(this.#context)(
          new Template(`{% if ${templateText(condition)} %}True{% else %}False{% endif %}`),
          vars,
        ),
      )
      if (result === true || result === 'True') this.#put(host, name)
    }
  }

  #keyedGroups(host: Host, vars: Dict): void {
    const entries = this.#config.get('keyed_groups')
    if (!Array.isArray(entries)) return
    for (const entry of entries) {
      if (!isDict(entry)) {
        throw userError(`Invalid keyed group entry, it must be a dictionary: ${String(entry)} `)
      }
      this.#keyedGroup(host, vars, entry)
    }
  }

  #keyedGroup(host: Host, vars: Dict, entry: Dict): void {
    const keyed = keyedEntry(entry)
    const shown = templateText(keyed.key)
    const key = this.#attempt(`Could not generate group for host ${host.name} from ${shown} entry`, () =>
      this.#expression(keyed.key, vars),
    )
    if (key === undefined) return
    if (isFalse(key) && !(key === '' && keyed.defaultValue !== undefined)) {
      const valid = Array.isArray(key) || isDict(key)
      if (!this.#strict || valid) return
      throw userError(`No key or key resulted empty for ${shown} in host ${host.name}, invalid entry`)
    }
    const parent = this.#parentName(keyed, shown, vars)
    if (parent === undefined) return
    for (const name of this.#names(key, keyed)) {
      const group = this.#put(host, name)
      if (parent) addChildGroup(this.#inventory, ensureGroup(this.#inventory, safeGroupName(parent)), group)
    }
  }

  /** The name of the parent group; empty where none is asked for, undefined where it can't be told. */
  #parentName({ parent }: KeyedEntry, key: string, vars: Dict): string | undefined {
    if (!parent) return ''
    const name = this.#attempt(`Could not generate parent group ${templateText(parent)} for group ${key}`, () =>
      parent instanceof Template ? evaluator(this.#context)(parent, vars) : parent,
    )
    return name === undefined ? undefined : String(name)
  }

  #names(key: Value, { prefix, separator, defaultValue, trailing }: KeyedEntry): string[] {
    const bare = bareNames(key, { separator, defaultValue, trailing })
    const leading = isOn(this.#config.get('leading_separator'), true)
    const between = prefix === '' && !leading ? '' : separator
    return bare.map((name) => safeGroupName(`${prefix}${between}${name}`))
  }

  #put(host: Host, name: string) {
    const group = ensureGroup(this.#inventory, name)
    addToGroup(this.#inventory, group, host)
    return group
  }

  #expression(expression: Value, vars: Dict): Value {
    const extra = isOn(this.#config.get('use_extra_vars'), false) ? this.#context.extraVars : new Map()
    return evaluator(this.#context)(new Template(`{{${templateText(expression)}}}`), new Map([...vars, ...extra]))
  }

  /** What the action gives; undefined when it fails and mistakes are let pass. */
  #attempt(what: string, action: () => Value): Value | undefined {
    try {
      const value = action()
      if (value instanceof Undefined) throw userError(value.message)
      return value
    } catch (error) {
      if (!(error instanceof Error)) throw error
      if (this.#strict) throw userError(`${what}: ${error.message}`)
      return undefined
    }
  }
}

interface KeyedEntry {
  readonly key: Value
  readonly prefix: string
  readonly separator: string
  readonly parent: Value
  readonly defaultValue: Value | undefined
  /** False where a name with an empty value gets no separator behind it. */
  readonly trailing: boolean
}

const keyedEntry = (entry: Dict): KeyedEntry => {
  const text = (name: string, absent: string): string => (entry.has(name) ? templateText(entry.get(name)!) : absent)
  const defaultValue = entry.get('default_value') ?? undefined
  const trailing = entry.get('trailing_separator') ?? undefined
  if (defaultValue !== undefined && trailing !== undefined) {
    throw userError('parameters are mutually exclusive for keyed groups: default_value|trailing_separator')
  }
  return {
    key: entry.get('key') ?? null,
    prefix: text('prefix', ''),
    separator: text('separator', '_'),
    parent: entry.get('parent_group') ?? null,
    defaultValue,
    trailing: trailing !== false,
  }
}

const bareNames = (
  key: Value,
  { separator, defaultValue, trailing }: Pick<KeyedEntry, 'separator' | 'defaultValue' | 'trailing'>,
): string[] => {
  const orDefault = (name: Value): string =>
    templateText(name === '' && defaultValue !== undefined ? defaultValue : name)
  if (typeof key === 'string') return [orDefault(key)]
  if (Array.isArray(key)) return key.map(orDefault)
  if (isDict(key)) {
    return [...key].map(([name, value]) => {
      const bare = value === '' && defaultValue === undefined && !trailing
      return bare ? templateText(name) : `${templateText(name)}${separator}${orDefault(value)}`
    })
  }
  const found = yamlClass(key)
  throw userError(`Invalid group name format, expected a string or a list of them or dictionary, got: ${found}`)
}

const isFalse = (value: Value): boolean =>
  Array.isArray(value)
    ? value.length === 0
    : isDict(value)
      ? value.size === 0
      : isNumber(value)
        ? Number(value instanceof Float ? value.value : value) === 0
        : !value
