import { expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

const mistake = async (place: string, files: Readonly<Record<string, string>> = {}) => {
  const { error, status } = await runSite({ ...files, 'site.yml': place })
  if (error === undefined) expect(status).toBe(0)
  return error?.diagnostic
}

it.each([
  ['a play', '- hosts: a\n  module_defaults: {dbug: {msg: x}}\n', 2, 21],
  ['a task', '- hosts: a\n  tasks:\n  - debug:\n    module_defaults: {ansible.builtin.dbug: {msg: x}}\n', 4, 23],
  ['a block', '- hosts: a\n  tasks:\n  - module_defaults: {dbug: {}}\n    block: [{debug: }]\n', 3, 23],
  ['a handler', '- hosts: a\n  handlers:\n  - name: h\n    debug:\n    module_defaults: {dbug: {}}\n', 5, 23],
])('refuses a module that is not there in the defaults of %s', async (_, site, line, column) => {
  const found = await mistake(site)
  expect(found?.message).toMatch(/^Could not resolve action ansible\.\w+\.dbug in module_defaults$/)
  expect(found?.position).toMatchObject({ line, column })
  expect(found?.hint).toContain('debug')
})

it('takes modules of the project and of roles, action plugins, and what collections may have', async () => {
  const site = `
    - hosts: a
      module_defaults: {own: {}, of_role: {}, of_action: {}, acme.tools.some: {}, ansible.legacy.debug: {msg: x}}
      roles: [r]
  `
  const files = {
    'library/own': '#!/bin/sh\n',
    'roles/r/library/of_role': '#!/bin/sh\n',
    'roles/r/action_plugins/of_action.py': '',
    'roles/r/tasks/main.yml': '[{debug: }]',
  }
  expect(await mistake(site, files)).toBeUndefined()
})
