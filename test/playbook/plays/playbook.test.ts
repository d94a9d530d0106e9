import { expect, test } from 'vitest'
import { parsePlaybook } from '../../../src/playbook/plays/playbook.ts'
import { createProject } from '../../../src/playbook/project.ts'
import { mistake, parse, write } from '../rig.ts'

test('a playbook has several plays', () => {
  const { playbook, directory } = parse('- hosts: a\n- hosts: b')
  expect(playbook.path).toBe(`${directory}/site.yml`)
  expect(playbook.plays.map(({ hosts }) => hosts)).toEqual(['a', 'b'])
})

test.each([
  ['', 'site.yml:1:1: Empty playbook, nothing to do: /site.yml'],
  ['[]', 'site.yml:1:1: A playbook must contain at least one play: /site.yml'],
  ['hosts: all', "site.yml:1:1: A playbook must be a list of plays, got a <class 'dict'> instead: /site.yml"],
  ['- all', "site.yml:1:3: playbook entries must be either valid plays or 'import_playbook' statements"],
  ['- hosts: all\n- text', "site.yml:2:3: playbook entries must be either valid plays or 'import_playbook' statements"],
])('%j is refused', (text, expected) => {
  expect(mistake(text)).toBe(expected)
})

test('a playbook must be a file that is there', () => {
  const directory = write({ 'sub/site.yml': '' })
  const parseAt = (path: string) => () => parsePlaybook(createProject(path), path)
  expect(parseAt(`${directory}/no.yml`)).toThrow(`the playbook: ${directory}/no.yml could not be found`)
  expect(parseAt(`${directory}/sub`)).toThrow(`the playbook: ${directory}/sub does not appear to be a file`)
})
