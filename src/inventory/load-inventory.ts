import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { UserError } from '../errors.ts'
import { expandHome } from '../util/expand-home.ts'
import type { Dict } from '../values.ts'
import { createInventory, type Host, reconcile, resetInventory } from './inventory.ts'
import { type LoadedInventory, sourceFolders, varsFilesReader } from './inventory-files.ts'
import { hostLayers } from './layers.ts'
import { hostMagic } from './magic.ts'
import { type InventoryOptions, inventoryDefaults } from './options.ts'
import type { InventorySource, SourceContext } from './source.ts'
import { findSource } from './sources.ts'

/**
 * The inventory of the sources that `-i` or the configuration names: files, folders of files, scripts and lists of
 * hosts. What can't be read is told through `warn`, or thrown as a UserError where the options say so.
 */
export const loadInventory = (sources: readonly string[], options: InventoryOptions = {}): LoadedInventory => {
  const { groupNames, warn, debug, merge = false, python } = options
  const paths = sources.filter((source) => source !== '').map(absolute)
  const inventory: LoadedInventory = {
    ...createInventory({
      ...(groupNames && { groupNames }),
      ...(warn && { warn }),
      ...(debug && { debug }),
      merge,
      python,
    }),
    sources: paths,
    folders: sourceFolders(paths),
    options,
    reader: varsFilesReader(options),
  }
  readSources(inventory)
  return inventory
}

/** Reads an inventory's sources again, into the same object. */
export const reloadInventory = (inventory: LoadedInventory): void => {
  resetInventory(inventory)
  inventory.reader.folders.clear()
  inventory.reader.files.clear()
  readSources(inventory)
}

const absolute = (source: string): string =>
  source.includes(',') && !existsSync(source) ? source : resolve(expandPath(source))

const expandPath = (path: string): string =>
  expandHome(path).replace(/\$(?:\{(\w+)\}|(\w+))/g, (all, braced, bare) => process.env[braced ?? bare] ?? all)

const readSources = (inventory: LoadedInventory): void => {
  const processed: string[] = []
  const parsed = inventory.sources.map((source) => readSource(inventory, source, processed)).includes(true)
  inventory.currentSource = undefined
  if (parsed) {
    reconcile(inventory)
    return
  }
  const { options, rules } = inventory
  if (options.unparsedIsFailed) {
    throw new UserError({ message: 'No inventory was parsed, please check your configuration and options.' }, 1)
  }
  if (options.unparsedWarning !== false) {
    rules.warn('No inventory was parsed, only implicit localhost is available')
  }
}

/** @returns whether anything was read. */
const readSource = (inventory: LoadedInventory, source: string, processed: string[]): boolean => {
  if (!statSync(source, { throwIfNoEntry: false })?.isDirectory()) return readOne(inventory, source, processed)
  const ignored = ignoredNames(inventory.options)
  const names = readdirSync(source).sort()
  const parsed = names
    .filter((name) => !ignored.test(name))
    .map((name) => readSource(inventory, join(source, name), processed))
    .includes(true)
  if (!parsed) tellOfFailures(inventory, source, [])
  return parsed
}

const ignoredNames = ({ ignoredPatterns = [], ignoredExtensions }: InventoryOptions): RegExp => {
  const extensions = (ignoredExtensions ?? inventoryDefaults.ignoredExtensions).map(
    (extension) => `${extension.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`,
  )
  return new RegExp(
    ['^\\.', '^host_vars$', '^group_vars$', '^vars_plugins$', ...ignoredPatterns, ...extensions].join('|'),
  )
}

interface Failure {
  readonly source: InventorySource
  readonly error: UserError
}

const readOne = (inventory: LoadedInventory, path: string, processed: string[]): boolean => {
  const { rules } = inventory
  const context = sourceContext(inventory, processed)
  const failures: Failure[] = []
  inventory.currentSource = path
  for (const source of enabledSources(inventory)) {
    if (!source.accepts(path, context)) {
      rules.debug(3, `${source.name} declined parsing ${path} as it did not pass its verify_file() method`)
      continue
    }
    const error = tryToRead(source, path, context)
    if (error) failures.push({ source, error })
    else {
      rules.debug(3, `Parsed ${path} inventory source with ${source.name} plugin`)
      processed.push(path)
      return true
    }
  }
  if (path !== '/etc/ansible/hosts' || existsSync(path)) tellOfFailures(inventory, path, failures)
  return false
}

const tryToRead = (source: InventorySource, path: string, context: SourceContext): UserError | undefined => {
  try {
    source.read(path, context)
    return undefined
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
}

const tellOfFailures = ({ rules, options }: LoadedInventory, path: string, failures: readonly Failure[]): void => {
  for (const { source, error } of failures) {
    rules.warn(`\n* Failed to parse ${path} with ${source.name} plugin: ${failureText(source, error)}`)
  }
  if (options.anyUnparsedIsFailed)
    throw new UserError({ message: `Completely failed to parse inventory source ${path}` }, 1)
  rules.warn(`Unable to parse ${path} as an inventory source`)
}

/** Only INI files have had their lines named from the beginning, so other messages keep their wording. */
const failureText = ({ name }: InventorySource, { diagnostic }: UserError): string => {
  const { message, position } = diagnostic
  if (!position) return message
  return name === 'ini' || message.startsWith('YAML:') ? `${position.file}:${position.line}: ${message}` : message
}

const enabledSources = ({ options, rules }: LoadedInventory): InventorySource[] => {
  const sources = (options.enabled ?? inventoryDefaults.enabled).flatMap((name) => {
    const source = findSource(name)
    if (!source) rules.warn(`Failed to load inventory plugin, skipping ${name}`)
    return source ?? []
  })
  if (sources.length > 0) return sources
  throw new UserError(
    { message: 'No inventory plugins available to generate inventory, make sure you have at least one enabled.' },
    1,
  )
}

const sourceContext = (inventory: LoadedInventory, processed: readonly string[]): SourceContext => {
  const { options } = inventory
  return {
    inventory,
    vault: options.vault,
    yamlExtensions: options.yamlExtensions ?? inventoryDefaults.yamlExtensions,
    evaluate: options.evaluate,
    alwaysShowStderr: options.alwaysShowStderr ?? true,
    extraVars: options.extraVars ?? new Map(),
    variablesOf: (host, fromFiles) => variablesOf(inventory, host, fromFiles ? processed : []),
    sourceNamed: findSource,
  }
}

/** A host's variables while sources are read: those of its groups and its own, from files beside some sources too. */
const variablesOf = (inventory: LoadedInventory, host: Host, processed: readonly string[]): Dict => {
  const view = { ...inventory, folders: sourceFolders(processed) }
  const { groups, own } = hostLayers(view, host, { stage: 'all' })
  const layers = [...groups, ...own].map(({ values }) => values)
  return new Map([...layers, hostMagic(host)].flatMap((values) => [...values]))
}
