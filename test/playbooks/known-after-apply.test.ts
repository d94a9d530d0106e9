/** Values of a dry run that only the real run could give. */
import { expect, it } from 'vitest'
import { Unknown } from '../../src/values.ts'
import { runSite } from '../rig/run-site.ts'

const options = { check: true, differs: 'what it does not know is undefined there' }
const unknown = '{tempfile: {state: file}, register: t}'
const play = (...tasks: readonly string[]): string => `
    - hosts: a
      tasks:
        - ${[unknown, ...tasks].join('\n        - ')}
`

it('flows through register, set_fact and templates, and is shown as such', async () => {
  const { hostResult, steps } = await runSite(
    play('{set_fact: {path: "{{ t.path }}/x"}}', '{name: show, debug: {msg: "{{ path }}"}}'),
    options,
  )
  const shown = hostResult('show').result.get('msg')
  expect(shown ?? hostResult('show').result.get('changed')).toBeTruthy()
  expect(String(shown)).toMatch(/known after apply/)
  expect(steps.at(-1)).toMatch(/^show: a (ok|changed)$/)
})

it('makes a module that needs it count as changed, and a condition skip', async () => {
  const { steps, status } = await runSite(
    play(
      '{name: write, copy: {content: x, dest: "{{ t.path }}"}}',
      '{name: maybe, debug: , when: t.path is match("/tmp")}',
      '{name: after, debug: }',
    ),
    options,
  )
  expect(steps.slice(1)).toEqual(['write: a changed', 'maybe: a skipped', 'after: a ok'])
  expect(status).toBe(0)
})

it('stands for the items of a loop that nobody knows', async () => {
  const { hostResult, steps } = await runSite(
    play(
      '{name: loop, command: "echo {{ item }}", loop: "{{ t.path | list }}", register: r}',
      '{name: after, debug: }',
    ),
    options,
  )
  expect(String(hostResult('loop').result.get('msg'))).toContain('known after apply')
  expect(steps.at(-1)).toBe('after: a ok')
})

it('is no value of the real run', async () => {
  const { hostResult } = await runSite(
    play('{name: show, debug: {msg: "{{ t.path }}"}}', '{file: {path: "{{ t.path }}", state: absent}}'),
    { differs: 'names are random' },
  )
  expect(hostResult('show').result.get('msg')).not.toBeInstanceOf(Unknown)
})
