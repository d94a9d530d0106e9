import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { summaries } from '../../src/commands/summaries.ts'
import { version } from '../../src/version.ts'
import { folderWith, run } from './rig.ts'

const folder = folderWith({ invntory: '- hosts: localhost\n  gather_facts: false\n  tasks: []\n' })

describe('the command line', () => {
  test('runs a playbook when no command is named', async () => {
    expect((await run(folder, '-i', 'localhost,', 'invntory')).stdout).toContain('PLAY [localhost]')
  })

  test('suggests a command for a mistyped one, unless there is a file of that name', async () => {
    expect(await run(folder, 'inventroy', '--list')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('did you mean the command "runbook inventory"?'),
    })
  })

  test('suggests an option for a mistyped one', async () => {
    expect(await run(folder, '--chekc', 'site.yml')).toMatchObject({
      status: 2,
      stderr: "ERROR! unknown option '--chekc'\n  hint: did you mean --check?\n",
    })
  })

  test('takes the beginnings of long options', async () => {
    expect((await run(folder, '--inv', 'localhost,', '--list-h', 'invntory')).stdout).toContain('hosts (1):')
  })

  test('tells all commands', async () => {
    const { status, stdout } = await run(folder, '--help')
    expect(status).toBe(0)
    for (const [name, summary] of Object.entries(summaries))
      expect(stdout).toMatch(new RegExp(`runbook ${name} +${summary}`))
  })

  test.each(Object.keys(summaries))('%s tells its options', async (name) => {
    const { status, stdout } = await run(folder, name, '--help')
    expect(status).toBe(0)
    expect(stdout).toMatch(/^Usage: runbook/)
  })
})

describe('--version', () => {
  const folder = folderWith({ 'ansible.cfg': '[defaults]\nlibrary = mods:/srv/mods\ncollections_path = cols\n' })
  const own = version()

  test('tells what is in force here, in the words of Ansible', async () => {
    const { status, stdout } = await run(folder, '--version')
    const [first, ...facts] = stdout.trimEnd().split('\n')
    expect([status, first]).toEqual([0, `runbook ${own}`])
    expect(Object.fromEntries(facts.map((line) => line.trim().split(' = ')))).toMatchObject({
      'config file': join(folder, 'ansible.cfg'),
      'configured module search path': `['${folder}/mods', '/srv/mods']`,
      'ansible collection location': expect.stringMatching(`^${folder}/cols(:|$)`),
      'executable location': expect.stringContaining('/'),
      'node version': `${process.versions.node} (${process.execPath})`,
    })
  })

  test('tells that there is no configuration', async () => {
    expect((await run(folderWith(), '--version')).stdout).toContain('  config file = None\n')
  })

  test.each(Object.keys(summaries))('%s tells it, whatever else is missing', async (name) => {
    const { status, stdout } = await run(folder, name, '--version')
    expect([status, stdout.split('\n')[0]]).toEqual([0, `runbook ${own}`])
  })
})

test('refuses a locale that is not UTF-8 with a line', async () => {
  vi.stubEnv('PATH', folderWith({ locale: '#!/bin/sh\necho ISO-8859-1\n' }))
  vi.stubEnv('LC_ALL', 'latin')
  const ended = await run(folder, '--version')
  vi.unstubAllEnvs()
  expect(ended).toEqual({
    status: 1,
    stdout: '',
    stderr: 'ERROR: Ansible requires the locale encoding to be UTF-8; Detected ISO-8859-1.\n',
  })
})
