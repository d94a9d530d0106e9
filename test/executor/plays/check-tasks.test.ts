import { expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

const first = '{name: first, command: "true"}'
const refused = async (task: string) => {
  const { error, events } = await runSite(`
- hosts: a
  tasks:
    - ${first}
    - ${task}
`)
  expect(events.filter(({ type }) => type === 'host-start')).toEqual([])
  return error
}

it.each([
  [
    'an option that is not known',
    'file: {pth: /x, state: absent}',
    'Unsupported parameters for (file) module: pth',
    14,
  ],
  ['a value that can not be', 'file: {path: /x, state: gone}', 'value of state must be one of', 24],
  ['a template that can not be read', 'debug: {msg: "{{ x | }}"}', 'expected', undefined],
  ['a filter that is not known', 'debug: {msg: "{{ 1 | nofilter }}"}', 'nofilter', undefined],
])('refuses %s before a host is touched', async (_, task, message, column) => {
  const error = await refused(task)
  expect(error?.diagnostic.message).toContain(message)
  expect(error?.diagnostic.position?.line).toBe(5)
  if (column !== undefined) expect(error?.diagnostic.position?.column).toBe(column)
})

it('suggests the name that was meant', async () => {
  expect((await refused('file: {pth: /x}'))?.diagnostic.hint).toContain('path')
})

it.each(['when: false', 'ignore_errors: true', 'failed_when: false', 'tags: never'])(
  'leaves a wrong task alone that has %s, until it is reached',
  async (keyword) => {
    const { error, status } = await runSite(`
    - hosts: a
      tasks:
        - file: {pth: /x}
          ${keyword}
  `)
    expect([error, status]).toEqual([undefined, 0])
  },
)

it('leaves a wrong task alone that is rescued, and one of a block that may be skipped', async () => {
  const { steps } = await runSite(`
    - hosts: a
      tasks:
        - block: [{name: wrong, file: {pth: /x}}]
          rescue: [{name: mend, debug: }]
        - block: [{name: skipped, file: {pth: /x}}]
          when: false
  `)
  expect(steps).toEqual(['wrong: a failed', 'mend: a ok', 'skipped: a skipped'])
})
