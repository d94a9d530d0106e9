import { existsSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

const mark = join(tmpdir(), `trust-${process.pid}`)
const attack = `lookup("pipe", "touch ${mark}")`
const template = `{{ ${attack} }}`
afterEach(() => rmSync(mark, { force: true }))

/** Tasks that register text as a host would send it, given as base64 so that the playbook itself has no template. */
const registered = (text: string, name: string): string =>
  `- {command: "printf %s ${Buffer.from(text).toString('base64')}", register: ${name}_64}
          - set_fact: {${name}: "{{ ${name}_64.stdout | b64decode }}", ${name}_list: ["{{ ${name}_64.stdout | b64decode }}"]}`

it('never evaluates text from a host as a template', async () => {
  const { said } = await runSite({
    'secret.txt': template,
    'site.yml': `
      - hosts: a
        vars: {through: "{{ evil }}", joined: "{{ '{' }}{ 7 * 7 }}"}
        tasks:
          ${registered(template, 'evil')}
          - {add_host: {name: other, evil: "{{ evil }}", ansible_connection: local}}
          - {set_fact: {again: "{{ through }}"}}
          - {debug: {msg: "{{ item }}"}, with_items: "{{ evil_list }}"}
          - debug: {msg: "{{ through }}"}
          - debug: {msg: "{{ again }}"}
          - debug: {msg: "{{ hostvars.other.evil }}"}
          - debug: {msg: "{{ hostvars[inventory_hostname].evil_list[0] }}"}
          - debug: {msg: "{{ lookup('vars', 'evil') }}"}
          - debug: {msg: "{{ lookup('file', 'secret.txt') }}"}
          - debug: {msg: "{{ lookup('pipe', 'cat ' ~ playbook_dir ~ '/secret.txt') }}"}
          - debug: {msg: "{{ evil | replace('touch', 'touch') | string }}"}
          - debug: {msg: "{{ joined | trim }}"}
    `,
  })
  expect(said).toEqual([...Array(9).fill(template), '{ 7 * 7 }}'.padStart(11, '{')])
  expect(existsSync(mark)).toBe(false)
})

it.each([
  ['when', '{debug: {msg: ran}, when: "{{ evil }}"}'],
  ['changed_when', '{debug: {msg: ran}, changed_when: "{{ evil }}"}'],
  ['failed_when', '{debug: {msg: ran}, failed_when: "{{ evil }}"}'],
  ['assert that text', '{assert: {that: "{{ evil }}"}}'],
  ['assert that a list with it', '{assert: {that: ["{{ evil }}"]}}'],
  ['assert that each of a list', '{assert: {that: "{{ evil_list }}"}}'],
])('runs no lookup that a host put into a condition: %s', async (_, task) => {
  const { status } = await runSite(`
    - hosts: a
      tasks:
          ${registered(attack, 'evil')}
          - ${task}
  `)
  expect(existsSync(mark)).toBe(false)
  expect(status).toBe(2)
})

it('compares in conditions that a template gave', async () => {
  const { said } = await runSite(`
    - hosts: a
      vars: {checks: ["n > 1", "n < 3"], n: 2}
      tasks:
        - assert: {that: "{{ checks }}", success_msg: fine}
        - {debug: {msg: went on}, when: "{{ checks[0] }}"}
  `)
  expect(said.at(-1)).toBe('went on')
})

it.each([
  [
    'an item of a list',
    'assert:\n          that:\n            - true\n            - known and\n              nowhere',
    7,
    15,
  ],
  [
    'a folded item',
    'assert:\n          that:\n            - >-\n              known\n              and nowhere',
    7,
    19,
  ],
  ['a single text', "assert:\n          that: 'nowhere'", 4, 18],
  ['a folded block', 'debug:\n        when: >\n          known and\n          nowhere', 6, 11],
  ['a literal block', 'debug:\n        when: |\n          known and\n            nowhere', 6, 13],
  ['a quoted text of two lines', 'debug:\n        when: "known and\n          nowhere"', 5, 11],
])('tells the place in %s', async (_, task, line, column) => {
  const text = `- hosts: a\n  tasks:\n      - ${task}\n        vars: {known: true}\n`
  const { events } = await runSite(text)
  const [failed] = events.flatMap((event) => (event.type === 'host-result' ? [event] : []))
  expect(failed?.diagnostic?.position).toMatchObject({ line, column })
})
