/** What there is documentation of: modules and plugins by their types. */
import { pluginOptions, pluginsOf } from '../../config/plugin-options.ts'
import { pluginOptionText } from '../../config/setting-texts.ts'
import { loadModule, moduleNames } from '../../modules/registry.ts'
import { moduleNameOf } from '../../playbook/modules/module-names.ts'
import { addOnNames, reporterNames } from '../../reporters/reporter.ts'
import { builtinFilters, builtinLookups, builtinTests } from '../../templating/builtins.ts'
import { withoutBuiltin } from '../../util/without-builtin.ts'
import type { Documented } from './document.ts'
import { moduleExamples } from './module-examples.ts'
import { moduleReturns } from './module-returns.ts'
import { moduleOptions, settingOptions } from './option-data.ts'
import { pluginTexts } from './plugin-texts.ts'

const plugins: Readonly<Record<string, () => Iterable<string>>> = {
  become: () => pluginsOf('become'),
  cache: () => pluginTexts.cache!.keys(),
  callback: () => ['default', 'debug', 'skippy', 'tree', 'yaml', ...reporterNames(), ...addOnNames()],
  cliconf: () => [],
  connection: () => pluginTexts.connection!.keys(),
  filter: () => builtinFilters.keys(),
  httpapi: () => [],
  inventory: () => pluginTexts.inventory!.keys(),
  lookup: () => builtinLookups.keys(),
  netconf: () => [],
  shell: () => pluginTexts.shell!.keys(),
  strategy: () => pluginTexts.strategy!.keys(),
  test: () => builtinTests.keys(),
  vars: () => pluginTexts.vars!.keys(),
}

/** What `--type` may be. */
export const documentedTypes: readonly string[] = ['module', 'keyword', 'role', ...Object.keys(plugins)]

/** The types of plugins, modules among them. */
export const pluginTypes: readonly string[] = [...Object.keys(plugins), 'module'].sort()

/** All modules or plugins of a type, by their full names. */
export const allOf = async (type: string): Promise<readonly Documented[]> => {
  const names = type === 'module' ? [...moduleNames()] : namesOf(type)
  const found = await Promise.all(names.map((name) => documented(type, name)))
  return found
    .filter((one) => one !== undefined)
    .sort((a, b) => (a.collection === b.collection ? order(a.name, b.name) : order(a.collection, b.collection)))
}

/** The module or plugin of a name; undefined where there is none. */
export const documented = async (type: string, name: string): Promise<Documented | undefined> => {
  if (type === 'module') return moduleNamed(name)
  const full = namesOf(type).find((one) => one === name || one === withoutBuiltin(name) || shortOf(one) === name)
  return full === undefined ? undefined : plugin(type, full)
}

const moduleNamed = async (name: string): Promise<Documented | undefined> => {
  const short = moduleNameOf(name)
  const module = await loadModule(short)
  if (!module) return undefined
  const collection = 'collection' in module ? module.collection : undefined
  const { summary, options } = module
  return {
    name: short,
    collection: collection ?? 'ansible.builtin',
    type: 'module',
    summary,
    options: moduleOptions(options),
    examples: moduleExamples(short),
    returns: moduleReturns(short),
  }
}

const plugin = (type: string, full: string): Documented => {
  const name = shortOf(full)
  return {
    name,
    collection: collectionOf(full) ?? (type === 'callback' ? callbackCollection(name) : 'ansible.builtin'),
    type,
    summary: pluginTexts[type]?.get(name) ?? '',
    options: settingOptions(pluginOptions(type, name) ?? {}, (option) => pluginOptionText(type, name, option)),
  }
}

/** Short names, with the collection for those of others; operators are no names. */
const namesOf = (type: string): readonly string[] => {
  const names = new Set([...(plugins[type]?.() ?? [])].map(withoutBuiltin).filter((name) => /^\w/.test(name)))
  const full = new Map([...names].filter((name) => name.includes('.')).map((name) => [shortOf(name), name]))
  return [...names].filter((name) => name.includes('.') || !full.has(name)).sort()
}

const callbackCollection = (name: string): string =>
  name === 'yaml'
    ? 'community.general'
    : /^(debug|json|skippy|timer|profile_)/.test(name)
      ? 'ansible.posix'
      : 'ansible.builtin'

const shortOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1)

const collectionOf = (name: string): string | undefined => /^(\w+\.\w+)\.\w+$/.exec(name)?.[1]

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
