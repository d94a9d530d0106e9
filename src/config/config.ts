/** The settings in force: environment over runbook.yml over ansible.cfg over defaults. */
import { statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { UserError } from '../errors.ts'
import { expandHome } from '../util/expand-home.ts'
import { isNumber, type Value } from '../values.ts'
import { allSettings, type SettingName } from './all-settings.ts'
import { type ConfigFile, loadConfigFile } from './load-files.ts'
import { type PluginOption, pluginOptions } from './plugin-options.ts'
import type { Setting, SettingType } from './setting.ts'

/** Where a value came from: `default`, `env: NAME`, or the file. */
export interface Origin {
  readonly value: Value
  readonly origin: string
}

export class Config {
  /** The configuration file in use: ansible.cfg, or runbook.yml where there is no other. */
  readonly file: string | undefined
  /** The strongest first. */
  readonly #files: readonly ConfigFile[]
  readonly #env: Readonly<Record<string, string | undefined>>
  readonly #warn: (message: string) => void
  readonly #known = new Map<SettingName, Origin>()

  constructor(env: Readonly<Record<string, string | undefined>>, directory: string, warn: (message: string) => void) {
    this.#env = env
    this.#warn = warn
    this.#files = findFiles(env, { directory, warn }).map(loadConfigFile)
    this.file = this.#files.at(-1)?.path
  }

  /** The value of a setting and where it was set. */
  lookup(name: SettingName): Origin {
    let known = this.#known.get(name)
    if (!known) {
      known = this.#find(`setting: ${name}`, allSettings[name])
      this.#known.set(name, known)
    }
    return known
  }

  /** An option of a plugin, with the value that it has unless one of its variables is set; undefined for an unknown one. */
  pluginOption(type: string, plugin: string, name: string): (Origin & Pick<PluginOption, 'vars'>) | undefined {
    const options = pluginOptions(type, plugin)
    if (!options || !Object.hasOwn(options, name)) return undefined
    const entry = `plugin_type: ${type} plugin: ${plugin} setting: ${name}`
    return { ...this.#find(entry, options[name]!), vars: options[name]!.vars }
  }

  /** The value of any setting; `entry` names it in errors. */
  lookupSetting(entry: string, one: Setting): Origin {
    return this.#find(entry, one)
  }

  get(name: SettingName): Value {
    return this.lookup(name).value
  }

  /** The value as text; `undefined` when it is not set. */
  text(name: SettingName): string | undefined {
    const value = this.get(name)
    return value === null ? undefined : String(value)
  }

  flag(name: SettingName): boolean {
    return this.get(name) === true
  }

  number(name: SettingName): number | undefined {
    const value = this.get(name)
    return isNumber(value) ? Number(value.valueOf()) : undefined
  }

  list(name: SettingName): readonly string[] {
    const value = this.get(name)
    return Array.isArray(value) ? value.map(String) : value === null ? [] : [String(value)]
  }

  /** `entry` names the setting to a person. */
  #find(entry: string, setting: Setting): Origin {
    const found = this.#findAny(entry, setting)
    const { choices } = setting
    if (choices && found.value !== null && !choices.includes(String(found.value)))
      throw new UserError(
        {
          message: `Invalid value "${String(found.value)}" for configuration option "${entry}", valid values are: ${choices.join(', ')}`,
          hint: found.origin === 'default' ? undefined : `it is set in ${found.origin.replace('env: ', '')}`,
        },
        5,
      )
    return found
  }

  #findAny(entry: string, { type, env, ini, default: fallback }: Setting): Origin {
    const byDefault = (): Origin => ({ value: this.#expandDefault(type, fallback), origin: 'default' })
    const warn = this.#warn
    for (const variable of env.flatMap((one) => [one.replace(/^ANSIBLE_/, 'RUNBOOK_'), one])) {
      const text = this.#env[variable]
      if (text === undefined) continue
      if (isUnset(text, type)) return byDefault()
      const origin = `env: ${variable}`
      const separator = variable.includes('INVENTORY') ? ',' : ':'
      const place = { entry, origin, folder: process.cwd(), separator, warn }
      return { value: convert(text, type, place), origin }
    }
    for (const { path: file, sections } of this.#files)
      for (const [section, key] of ini) {
        const value = sections.get(section)?.get(key)
        if (value === undefined || isUnset(value, type)) continue
        const separator = key === 'inventory' ? ',' : ':'
        const place = { entry, origin: file, folder: dirname(file), separator, warn }
        return { value: fromFile(value, type, place), origin: file }
      }
    return byDefault()
  }

  /** Paths with the home of the user, and below `ANSIBLE_HOME` where that is set. */
  #expandDefault(type: SettingType, value: Value): Value {
    if (Array.isArray(value)) return type === 'pathlist' ? value.map((item) => this.#defaultPath(String(item))) : value
    return type === 'path' && typeof value === 'string' ? this.#defaultPath(value) : value
  }

  #defaultPath(text: string): string {
    if (text === '~/.ansible') return path(text, '.')
    return path(
      text.replace(/^~\/\.ansible(?=\/)/, () => String(this.get('ANSIBLE_HOME'))),
      '.',
    )
  }
}

/** Where a text stands, and which setting it is for. */
interface Place {
  readonly entry: string
  readonly origin: string
  /** What paths are relative to. */
  readonly folder: string
  /** What stands between paths. */
  readonly separator: string
  readonly warn: (message: string) => void
}

/** A number that is written as nothing. */
const isUnset = (value: Value, type: SettingType): boolean => value === '' && (type === 'integer' || type === 'float')

const fromFile = (value: Value, type: SettingType, place: Place): Value => {
  if (value === null) return null
  if (Array.isArray(value))
    return value.map((item) => (type === 'pathlist' ? path(textOf(item), place.folder) : textOf(item)))
  return convert(type === 'list' ? textOf(value) : unquoted(textOf(value)), type, place)
}

const convert = (text: string, type: SettingType, place: Place): Value => {
  switch (type) {
    case 'string':
      return text
    case 'boolean':
      return boolean(text, place)
    case 'integer':
    case 'float':
      return number(text, type, place)
    case 'list':
      return items(text, ',')
    case 'path':
      return path(text, place.folder)
    case 'pathlist':
      return items(text, place.separator).map((item) => path(item, place.folder))
  }
}

const textOf = (value: Value): string => String(value)

/** Without the quotes around it. */
const unquoted = (text: string): string => /^(['"])(.*[^\\])?\1$/s.exec(text)?.[0].slice(1, -1) ?? text

const boolean = (text: string, place: Place): boolean => {
  const word = unquoted(text).trim().toLowerCase()
  if (['y', 'yes', 'on', '1', 'true', 't', '1.0'].includes(word)) return true
  if (['n', 'no', 'off', '0', 'false', 'f', '0.0', ''].includes(word)) return false
  place.warn(`"${text}" is not a boolean: ${place.entry} (from ${place.origin}) is false`)
  return false
}

const number = (text: string, type: 'integer' | 'float', place: Place): number => {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (Number.isNaN(value) || (type === 'integer' && !Number.isInteger(value)))
    throw invalid(place, type === 'integer' ? 'int' : type, text)
  return value
}

const invalid = ({ entry, origin }: Place, type: string, text: string): UserError =>
  new UserError(
    {
      message: `Invalid type for configuration option ${entry} (from ${origin}): Invalid type provided for "${type}": '${text}'`,
    },
    5,
  )

const items = (text: string, separator: string): string[] =>
  text
    .split(separator)
    .map((item) => unquoted(item.trim()))
    .filter((item) => item !== '')

/** An absolute path; `{{CWD}}` is the working directory, a host list such as `a,b,` stays as it is. */
const path = (text: string, folder: string): string => {
  const expanded = unquoted(text).replace('{{CWD}}', () => process.cwd())
  return resolve(folder, expandHome(expanded))
}

type Env = Readonly<Record<string, string | undefined>>

interface Search {
  readonly directory: string
  readonly warn: (message: string) => void
}

/** The files that count, the strongest first: a runbook.yml and an ansible.cfg, each from where it is first found. */
const findFiles = (env: Env, search: Search): readonly string[] => {
  const named = env.RUNBOOK_CONFIG
  const own = named !== undefined && isFile(named) ? resolve(named) : findFile('runbook.yml', search)
  return [own, ansibleConfig(env, search)].flatMap((file) => (file === undefined ? [] : [file]))
}

/** The first of `ANSIBLE_CONFIG`, the working directory's, the home's and /etc's that is there. */
const ansibleConfig = (env: Env, search: Search): string | undefined => {
  const named = env.ANSIBLE_CONFIG
  const file = named !== undefined && isDirectory(named) ? join(named, 'ansible.cfg') : named
  if (file !== undefined && isFile(file)) return resolve(file)
  return findFile('ansible.cfg', search) ?? ['/etc/ansible/ansible.cfg'].find(isFile)
}

/** The working directory's file unless anybody could have put it there, else the home's. */
const findFile = (name: string, { directory, warn }: Search): string | undefined => {
  const here = join(directory, name)
  if (isFile(here)) {
    if (!isWorldWritable(directory)) return here
    warn(
      `Ansible is being run in a world writable directory (${directory}), ignoring it as an ${name} source. For more information see https://docs.ansible.com/ansible/devel/reference_appendices/config.html#cfg-in-world-writable-dir`,
    )
  }
  return [join(homedir(), `.${name}`)].find(isFile)
}

const isFile = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isFile() === true
const isDirectory = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isDirectory() === true
const isWorldWritable = (folder: string): boolean => (statSync(folder).mode & 0o002) !== 0
