/** docs/compatibility.md leaves out nothing that the reference has: its keywords, options and plugins. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findSource } from '../../src/inventory/sources.ts'
import { addOnNamed, reporterNamed } from '../../src/reporters/reporter.ts'
import { actionNames } from '../../src/startup/project.ts'
import { allFilters } from '../../src/templating/filters/all-filters.ts'
import { allLookups } from '../../src/templating/lookups/all-lookups.ts'
import { allTests } from '../../src/templating/tests/all-tests.ts'
import { tableUnder } from '../rig/markdown-table.ts'
import { root } from '../rig/source-files.ts'

const docs = join(root, 'docs/compatibility.md')
const listOf = (cell = ''): string[] => (cell === '' ? [] : cell.split(', '))

const output = (program: string, ...args: string[]): string => {
  const { stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, ANSIBLE_COLLECTIONS_PATH: '/nonexistent', COLUMNS: '300' },
  })
  if (error || stdout === '') throw new Error(`${program} ${args.join(' ')} said nothing: ${stderr}`)
  return stdout
}

describe('keywords', () => {
  it('are all in the table', () => {
    const words = output('ansible-doc', '-t', 'keyword', '--list').match(/^[a-z_]+(?=:)/gm)!
    const documented = new Set(tableUnder(docs, '## Keywords').map(([keyword]) => keyword))
    const long = 'accelerate accelerate_ipv6 accelerate_port'.split(' ')
    expect(words.filter((word) => !documented.has(word) && !long.includes(word))).toEqual([])
    expect(words.length).toBeGreaterThan(50)
  })
})

const longOptions = (help: string): string[] => [
  ...new Set(help.match(/(?<=^ {2}(?:-\w\b.*?)?)--[a-z][\w-]+/gm)?.filter((option) => option !== '--help')),
]

describe('options', () => {
  const rows = tableUnder(docs, '## Command line')
  const commands: Readonly<Record<string, readonly (readonly string[])[]>> = {
    playbook: [['ansible-playbook']],
    adhoc: [['ansible']],
    inventory: [['ansible-inventory']],
    pull: [['ansible-pull']],
    doc: [['ansible-doc']],
    console: [['ansible-console']],
    vault: ['create', 'decrypt', 'edit', 'encrypt', 'encrypt_string', 'rekey', 'view'].map((action) => [
      'ansible-vault',
      action,
    ]),
    config: ['list', 'dump', 'view', 'init'].map((action) => ['ansible-config', action]),
  }

  it.each(Object.keys(commands))('of %s are all in the table', (command) => {
    const documented = rows.filter(([, names]) => listOf(names).includes(command)).map(([option]) => option)
    const theirs = commands[command]!.flatMap(([program, ...args]) => longOptions(output(program!, ...args, '--help')))
    expect([...new Set(theirs)].filter((option) => !documented.includes(option))).toEqual([])
    expect(theirs.length).toBeGreaterThan(3)
  })

  it.each(Object.keys(commands))('of %s are taken where the table says so', (command) => {
    const ours = commands[command]!.flatMap(([, ...action]) =>
      longOptions(output(join(root, 'bin/runbook'), command, ...action, '--help')),
    )
    const expected = rows.filter(([, names, here]) => listOf(names).includes(command) && !here!.startsWith('not here'))
    const others = new Map(rows.flatMap(([option, , here]) => same(option!, here!)))
    expect(
      expected.map(([option]) => others.get(option!) ?? option).filter((option) => !ours.includes(option!)),
    ).toEqual([])
  })
})

/** The option that another is written for. */
const same = (option: string, here: string): [string, string][] => {
  const [, other] = /^the same as (--[\w-]+)/.exec(here) ?? []
  return other === undefined ? [] : [[option, other]]
}

/** Whether there is a plugin of that kind and name here. */
const isKnown: Readonly<Record<string, (name: string) => boolean>> = {
  callback: (name) =>
    reporterNamed(name) !== undefined ||
    addOnNamed(name) !== undefined ||
    ['debug', 'skippy', 'tree', 'yaml'].includes(name),
  filter: (name) => allFilters.has(name),
  inventory: (name) => findSource(name) !== undefined,
  lookup: (name) => allLookups.has(name),
  module: (name) => actionNames().has(name) || name === 'import_playbook',
  test: (name) => allTests.has(name),
}

describe('plugins', () => {
  const rows = tableUnder(docs, '## Plugins')

  it.each(['become', 'cache', 'connection', 'shell', 'strategy', 'vars', ...Object.keys(isKnown)])(
    'of the kind %s are all in the table',
    (kind) => {
      const [, here, missing] = rows.find(([name]) => name === kind)!
      const listed = output('ansible-doc', '-t', kind, '--list', '--json')
      const theirs = Object.keys(JSON.parse(listed) as object).map((name) =>
        name.replace(/^ansible\.(builtin|legacy)\._?/, ''),
      )
      const documented = [...listOf(here), ...listOf(missing)]
      const known = (name: string) => documented.includes(name) || (here!.startsWith('all') && isKnown[kind]!(name))
      expect(theirs.filter((name) => !known(name))).toEqual([])
      expect(theirs.length).toBeGreaterThan(0)
    },
  )

  it.each(Object.entries(isKnown))('of the kind %s are there or not as the table says', (kind, known) => {
    const [, here, missing] = rows.find(([name]) => name === kind)!
    expect(here!.startsWith('all') ? [] : listOf(here).filter((name) => !known(name))).toEqual([])
    expect(listOf(missing).filter(known)).toEqual([])
  })
})
