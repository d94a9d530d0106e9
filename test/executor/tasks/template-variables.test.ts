import { writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { templateVariables } from '../../../src/executor/tasks/template-variables.ts'
import { folderWith } from '../../commands/rig.ts'

const path = import.meta.filename

it('tells a template where it is, whose, and where its text goes', () => {
  const told = templateVariables(path, { managed: 'by {uid} from {file}', destination: '/etc/motd' })
  expect(Object.fromEntries(told)).toMatchObject({
    template_path: path,
    template_destpath: '/etc/motd',
    template_uid: userInfo().username,
    ansible_managed: { source: 'by {{ template_uid }} from {{ template_path }}' },
  })
})

it('takes what a name holds for no directive of time', () => {
  const file = join(folderWith(), '%necho %Y.j2')
  writeFileSync(file, '')
  expect(templateVariables(file, { managed: '%% {file} {{{{ 1 }}}}' }).get('ansible_managed')).toMatchObject({
    source: '% {{ template_path }} {{ 1 }}',
  })
  expect(templateVariables(file, { managed: 'by {{}}' }).get('ansible_managed')).toBe('by {}')
})

it('knows no destination where there is none', () => {
  expect(templateVariables(path, { managed: '' }).get('template_destpath')).toBeNull()
})
