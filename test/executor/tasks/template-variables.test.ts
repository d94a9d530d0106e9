import { userInfo } from 'node:os'
import { expect, it } from 'vitest'
import { templateVariables } from '../../../src/executor/tasks/template-variables.ts'

const path = import.meta.filename

it('tells a template where it is, whose, and where its text goes', () => {
  const told = templateVariables(path, { managed: 'by {uid} from {file}', destination: '/etc/motd' })
  expect(Object.fromEntries(told)).toMatchObject({
    template_path: path,
    template_destpath: '/etc/motd',
    template_uid: userInfo().username,
    ansible_managed: `by ${userInfo().username} from ${path}`,
  })
})

it('knows no destination where there is none', () => {
  expect(templateVariables(path, { managed: '' }).get('template_destpath')).toBeNull()
})
