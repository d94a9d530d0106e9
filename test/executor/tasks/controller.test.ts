import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

/** What the template module makes of a role's templates. */
const rendered = async (templates: Readonly<Record<string, string>>, options = ''): Promise<string> => {
  const dest = join(mkdtempSync(join(tmpdir(), 'controller-')), 'out')
  const { steps } = await runSite({
    ...Object.fromEntries(Object.entries(templates).map(([name, text]) => [`roles/r/templates/${name}`, text])),
    'roles/r/tasks/main.yml': `- {name: t, template: {src: main.j2, dest: ${dest}${options}}}`,
    'site.yml': '[{hosts: a, roles: [r]}]',
  })
  expect(steps).toEqual(['r : t: a changed'])
  return readFileSync(dest, 'utf8')
}

it('finds what a template of a role imports beside it', async () => {
  const main = "{% import 'macros.j2' as m with context %}\n{{ m.x }} {% include 'part.j2' %}\n"
  expect(await rendered({ 'main.j2': main, 'macros.j2': '{% set x = 1 %}', 'part.j2': 'part' })).toBe('1 part\n')
})

it('reads templates by the options of the module', async () => {
  const main = 'a [# c #]\n  [% if true %]\n(( 1 + 1 ))\n[% endif %]\n{{ 1 }}\n'
  const marks =
    ', comment_start_string: "[#", comment_end_string: "#]", block_start_string: "[%", block_end_string: "%]", ' +
    'variable_start_string: "((", variable_end_string: "))"'
  expect(await rendered({ 'main.j2': main }, marks)).toBe('a   2\n{{ 1 }}\n')
  expect(await rendered({ 'main.j2': main }, `${marks}, lstrip_blocks: true, newline_sequence: "\\r\\n"`)).toBe(
    'a 2\r\n{{ 1 }}\r\n',
  )
  expect(await rendered({ 'main.j2': main }, `${marks}, trim_blocks: false`)).toBe('a \n  \n2\n\n{{ 1 }}\n')
})

it('refuses an encrypted file where there is no password', async () => {
  const { result } = await runSite({
    secret: '$ANSIBLE_VAULT;1.1;AES256\n6162\n',
    'site.yml': `[{hosts: a, tasks: [{name: t, copy: {src: secret, dest: "{{ playbook_dir }}/out"}, ignore_errors: true}]}]`,
  })
  expect(result('t').msg).toMatch(/^A vault password or secret must be specified to decrypt \/.*\/secret$/)
})
