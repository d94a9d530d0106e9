/** vars, varnames, env, config, inventory_hostnames. */
import { UserError } from '../../errors.ts'
import { Undefined, type Value } from '../../values.ts'
import { classOf, exactText, required, textOf } from '../filters/arguments.ts'
import { regexOf } from '../filters/regex.ts'
import type { CallContext, LookupFunction, PluginOptionName } from '../plugin.ts'
import { EvaluationError, FilterError, UndefinedError } from '../python/errors.ts'
import { splitSpaces } from '../python/lines.ts'
import { truth } from '../python/truth.ts'

const vars: LookupFunction = (context, terms, options) =>
  terms.map((term) => {
    const name = variableName(term)
    const value = variableOf(context, name)
    if (value !== undefined) return value
    const fallback = options.get('default')
    if (fallback !== undefined && fallback !== null) return fallback
    throw new UndefinedError(`No variable found with this name: ${name}`)
  })

const variableName = (term: Value): string => {
  if (typeof required(term) === 'string') return term as string
  throw new FilterError(`Invalid setting identifier, "${textOf(term)}" is not a string, its a ${classOf(term)}`)
}

/** A variable, or one that only the host has. */
const variableOf = (context: CallContext, name: string): Value | undefined => {
  if (context.scope.has(name)) return required(context.variable(name))
  const host = context.variable('inventory_hostname')
  const hostvars = context.variable('hostvars')
  if (host instanceof Undefined || hostvars instanceof Undefined) return undefined
  const found = context.attribute(context.attribute(hostvars, host), name)
  return found instanceof Undefined ? undefined : found
}

const varnames: LookupFunction = (context, terms) => {
  const names = [...context.scope.names()]
  return terms.flatMap((term) => {
    const regex = searchFor(variableName(term))
    return names.filter((name) => regex.search(name))
  })
}

const searchFor = (pattern: string): ReturnType<typeof regexOf> => {
  try {
    return regexOf(pattern)
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error
    throw new FilterError(`Unable to use "${pattern}" as a search parameter: ${error.message}`)
  }
}

const env: LookupFunction = (context, terms, options) =>
  terms.map((term) => {
    // What follows a first word is a comment.
    const [name] = splitSpaces(exactText(term, 'the name of an environment variable must be text'))
    if (name === undefined) throw new FilterError('list index out of range')
    const value = context.environment.env[name]
    if (value !== undefined) return value
    const fallback = options.get('default') ?? ''
    if (fallback instanceof Undefined)
      throw new UndefinedError(`The "env" lookup, found an undefined variable: ${name}`)
    return fallback
  })

const config: LookupFunction = (context, terms, options) => {
  const missing = textOf(options.get('on_missing'), 'error')
  if (!['error', 'warn', 'skip'].includes(missing))
    throw new FilterError(
      `Invalid value "${missing}" for configuration option "plugin_type: lookup plugin: config setting: on_missing ", valid values are: error, skip, warn`,
    )
  if (options.has('plugin_type') !== options.has('plugin_name'))
    throw new FilterError('Both plugin_type and plugin_name are required, cannot use one without the other')
  const plugin = options.has('plugin_name')
    ? { type: textOf(options.get('plugin_type')), plugin: textOf(options.get('plugin_name')) }
    : undefined
  const withOrigin = truth(options.get('show_origin') ?? false)
  return terms.flatMap((term) => {
    const name = variableName(term)
    const value = plugin ? pluginOption(context, { ...plugin, option: name }) : setting(context, name)
    if (value !== undefined) return [withOrigin ? [value.value, value.origin] : value.value]
    if (/^[A-Z].*[a-z]/.test(name)) throw new FilterError(`Invalid setting "${name}" attempted`)
    if (missing === 'error') throw new FilterError(`Unable to find setting ${name}`)
    if (missing === 'warn') context.warn(`Skipping, did not find setting ${name}`)
    return []
  })
}

interface Found {
  readonly value: Value
  readonly origin: Value
}

const setting = ({ environment }: CallContext, name: string): Found | undefined => {
  const value = environment.setting(name)
  return value === undefined ? undefined : { value, origin: null }
}

/** A variable comes before the configuration; of several the last. */
const pluginOption = (context: CallContext, asked: PluginOptionName): Found | undefined => {
  const found = context.environment.pluginOption(asked)
  const name = found?.vars.findLast((one) => context.scope.has(one))
  return name === undefined ? found : { value: required(context.variable(name)), origin: `var: ${name}` }
}

/** A pattern that matches nothing has no hosts, even where that is an error elsewhere. */
const inventoryHostnames: LookupFunction = (context, terms) => {
  try {
    return [...context.environment.hostsMatching(terms.map((term) => textOf(term)).join(','))]
  } catch (error) {
    if (error instanceof UserError) return []
    throw error
  }
}

/** Lookups of variables and settings. */
export const variableLookups: Readonly<Record<string, LookupFunction>> = {
  vars,
  varnames,
  env,
  config,
  inventory_hostnames: inventoryHostnames,
}
