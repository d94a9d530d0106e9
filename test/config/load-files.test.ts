import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { loadConfigFile } from '../../src/config/load-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'runbook-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

const load = (name: string, text: string) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return loadConfigFile(path).sections
}

describe('a configuration file', () => {
  test('may be an ansible.cfg', () => {
    expect(load('ansible.cfg', '[defaults]\nforks = 3\n').get('defaults')?.get('forks')).toBe('3')
  })

  test('may be YAML, with keys of sections or of the defaults', () => {
    const sections = load('runbook.yml', 'forks: 3\nroles_path: [a, "{{CWD}}/b"]\nssh_connection:\n  ssh_args: -C\n')
    expect(sections.get('defaults')).toEqual(
      new Map<string, unknown>([
        ['forks', 3],
        ['roles_path', ['a', '{{CWD}}/b']],
      ]),
    )
    expect(sections.get('ssh_connection')?.get('ssh_args')).toBe('-C')
  })

  test('is empty where a playbook goes by its name', () => {
    expect(load('runbook.yml', '- hosts: all\n').size).toBe(0)
  })

  test.each([
    ['forsk: 3\n', 'there is no setting "forsk"', 'did you mean "forks"?', 1],
    ['forks: 3\ndiff:\n  allways: true\n', 'there is no setting "allways"', 'did you mean "always"?', 3],
    ['ssh_conection: {}\n', 'there is no setting "ssh_conection"', 'did you mean "ssh_connection"?', 1],
  ])('tells where a setting is unknown: %j', (text, message, hint, line) => {
    expect(() => load('runbook.yml', text)).toThrow(
      expect.objectContaining({
        diagnostic: expect.objectContaining({ message, hint, position: expect.objectContaining({ line }) }),
      }),
    )
  })
})
