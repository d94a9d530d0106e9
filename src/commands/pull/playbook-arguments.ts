import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Given } from '../options/parse-arguments.ts'
import { list, text } from '../options/run-options.ts'

/** The options with which the playbook runs: local, limited to this machine, and those given to the pull. */
export const playbookArguments = (given: Given, hosts: readonly string[]): string[] => [
  ...['-c', text(given, 'connection') ?? 'local'],
  ...Array.from({ length: (given.verbose as number | undefined) ?? 0 }, () => '-v'),
  ...inventories(given),
  ...each('-e', list(given, 'extraVars')),
  ...each('--vault-id', list(given, 'vaultId')),
  ...each(
    '--vault-password-file',
    list(given, 'vaultPasswordFile').map((file) => resolve(file)),
  ),
  ...passed(given),
  ...each('--skip-tags', joined(list(given, 'skipTags'))),
  ...each('-t', joined(list(given, 'tags'))),
  ...each('-l', given.limit === undefined ? joined(hosts) : list(given, 'limit')),
  ...flags.flatMap(([name, option]) => (given[name] === true ? [option] : [])),
]

const flags = [
  ['askBecomePass', '--ask-become-pass'],
  ['askPass', '--ask-pass'],
  ['askVaultPassword', '--ask-vault-password'],
  ['check', '--check'],
  ['diff', '--diff'],
  ['listHosts', '--list-hosts'],
] as const

/** Files are named for the folder that the pull began in, not for the one the playbook runs in. */
const passed = (given: Given): string[] => {
  const file = (name: string): string[] =>
    [text(given, name)].flatMap((path) => (path === undefined ? [] : [resolve(path)]))
  return [
    ...each('--become-password-file', file('becomePasswordFile')),
    ...each('--connection-password-file', file('connectionPasswordFile')),
    ...each('--user', text(given, 'user') === undefined ? [] : [text(given, 'user')!]),
  ]
}

/** An inventory that isn't there (yet) is left to the configuration. */
const inventories = (given: Given): string[] =>
  each(
    '-i',
    list(given, 'inventory').filter((source) => source.includes(',') || existsSync(source)),
  )

const each = (option: string, values: readonly string[]): string[] => values.flatMap((value) => [option, value])

const joined = (values: readonly string[]): string[] => (values.length > 0 ? [values.join(',')] : [])
