/** `--list-tasks`, `--list-tags` and `--list-hosts` beside the reference's, on every playbook of our own. */
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
const site = path('../playbook/selection/fixtures/site')
const examples = path('../../playbooks')
const runbook = path('../../bin/runbook')

/** Their keywords are no longer understood there. */
const olderThanTheReference = ['legacy-2015.yml']

const playbooks = [
  { directory: site, file: 'site.yml', inventory: 'hosts' },
  ...readdirSync(examples)
    .filter((name) => name.endsWith('.yml') && !olderThanTheReference.includes(name))
    .map((file) => ({ directory: examples, file, inventory: 'web1,web2,db1,' })),
]

const options = [
  ['--list-tasks'],
  ['--list-tags'],
  ['--list-hosts'],
  ['--list-tasks', '--list-tags', '--list-hosts'],
  ['--list-tasks', '--tags', 'web,packages,never'],
  ['--list-tasks', '--skip-tags', 'always,web'],
]

const cases = playbooks.flatMap((playbook) =>
  options.map((option) => [playbook.file, option.join(' '), playbook] as const),
)

test.each(cases)('%s %s', (file, option, { directory, inventory }) => {
  const list = (program: string) => {
    const args = ['-i', inventory, file, ...option.split(' ')]
    return execFileSync(program, args, { cwd: directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  }
  expect(sorted(list(runbook))).toBe(sorted(list('ansible-playbook')))
})

/** The reference lists hosts and the tags of plays in any order. */
const sorted = (text: string): string =>
  text
    .replaceAll(
      /(hosts \(\d+\):\n)((?: {6}\S+\n)+)/g,
      (_, head, names) =>
        head +
        names
          .split(/(?<=\n)/)
          .sort()
          .join(''),
    )
    .replaceAll(/(play #.*\tTAGS: )\[(.*)\]/g, (_, head, tags) => `${head}[${tags.split(',').sort().join(',')}]`)
