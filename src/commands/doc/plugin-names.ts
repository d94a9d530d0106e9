/** The plugins that are built in, by the types that ansible-doc has. */
import { pluginsOf } from '../../config/plugin-options.ts'
import { keywordsOf } from '../../playbook/keywords/keywords.ts'
import { addOnNames, reporterNames } from '../../reporters/reporter.ts'
import { builtinFilters, builtinLookups, builtinTests } from '../../templating/builtins.ts'

const own: Readonly<Record<string, () => Iterable<string>>> = {
  become: () => pluginsOf('become'),
  cache: () => ['jsonfile', 'memory'],
  callback: () => ['default', ...reporterNames(), ...addOnNames()],
  cliconf: () => [],
  connection: () => ['docker', 'local', 'openssh', 'ssh'],
  filter: () => builtinFilters.keys(),
  httpapi: () => [],
  inventory: () => [
    'advanced_host_list',
    'auto',
    'constructed',
    'generator',
    'host_list',
    'ini',
    'script',
    'toml',
    'yaml',
  ],
  keyword: () => [keywordsOf.Play, keywordsOf.Block, keywordsOf.Task].flatMap((table) => Object.keys(table)),
  lookup: () => builtinLookups.keys(),
  netconf: () => [],
  role: () => [],
  shell: () => ['sh'],
  strategy: () => ['debug', 'free', 'host_pinned', 'linear'],
  test: () => builtinTests.keys(),
  vars: () => ['host_group_vars'],
}

/** What `--type` may be. */
export const documentedTypes: readonly string[] = ['module', ...Object.keys(own)]

/** The names of the plugins of a type, short ones, in order. */
export const pluginNames = (type: string): readonly string[] => {
  const names = [...(own[type]?.() ?? [])].map((name) => name.replace(/^ansible\.(builtin|legacy)\./, ''))
  return [...new Set(names)].sort()
}
