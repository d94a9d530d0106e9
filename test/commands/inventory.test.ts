import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderWith, run } from './rig.ts'

const folder = folderWith({
  hosts: '[web]\na x=1\nb\n[db]\nc\n[web:vars]\nport=80\n',
  'group_vars/db.yml': 'kind: db\n',
  'other/group_vars/db.yml': 'kind: other\n',
  'vars.yml': 'extra: 1\n',
})
const inventory = (...args: readonly string[]) => run(folder, 'inventory', '-i', 'hosts', ...args)

describe('runbook inventory', () => {
  test('lists groups and the variables of hosts as JSON', async () => {
    const { status, stdout } = await inventory('--list')
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      _meta: { hostvars: { a: { port: 80, x: 1 }, b: { port: 80 }, c: { kind: 'db' } } },
      all: { children: ['ungrouped', 'web', 'db'] },
      db: { hosts: ['c'] },
      web: { hosts: ['a', 'b'] },
    })
  })

  test('lists only the hosts that --limit leaves', async () => {
    const { stdout } = await inventory('--list', '--limit', 'web:!a')
    expect(Object.keys(JSON.parse(stdout)._meta.hostvars)).toEqual(['b'])
  })

  test('exports each variable where it is defined', async () => {
    const { stdout } = await inventory('--list', '--export')
    expect(JSON.parse(stdout)).toMatchObject({
      _meta: { hostvars: { a: { x: 1 } } },
      web: { vars: { port: 80 } },
      db: { vars: { kind: 'db' } },
    })
  })

  test('shows a host with extra variables, as YAML', async () => {
    const { stdout } = await inventory('--host', 'a', '-e', '@vars.yml', '-y')
    expect(stdout).toBe('extra: 1\nport: 80\nx: 1\n')
  })

  test('takes group_vars beside --playbook-dir', async () => {
    const { stdout } = await inventory('--host', 'c', '--playbook-dir', 'other')
    expect(JSON.parse(stdout)).toEqual({ kind: 'other' })
  })

  test('draws groups as a tree, with variables where they are wanted', async () => {
    expect((await inventory('--graph', 'web')).stdout).toBe('@web:\n  |--a\n  |--b\n')
    expect((await inventory('--graph', 'db', '--vars')).stdout).toBe(
      '@db:\n  |--c\n  |  |--{kind = db}\n  |--{kind = db}\n',
    )
  })

  test('writes into a file', async () => {
    const { stdout } = await inventory('--list', '--toml', '--output', 'out.toml')
    expect(stdout).toBe('')
    expect(readFileSync(join(folder, 'out.toml'), 'utf8')).toContain('[web.hosts.a]')
  })

  test.each([
    [[], 5, 'No action selected'],
    [['--list', '--graph'], 5, 'Conflicting options used'],
    [['--host', 'web'], 5, 'You must pass a single valid host'],
    [['--graph', 'nowhere'], 5, 'Pattern must be valid group name'],
    [['--list', '--output', '/nowhere/file'], 1, 'Unable to write to destination file (/nowhere/file)'],
  ])('of %j says what is wrong and ends with %i', async (args, status, message) => {
    const ended = await inventory(...args)
    expect(ended.status).toBe(status)
    expect(ended.stderr).toContain(message)
  })
})
