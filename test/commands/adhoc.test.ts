import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { folderWith, run } from './rig.ts'

const folder = folderWith({
  hosts: '[web]\na x=1\nb x=2\n[all:vars]\nansible_connection=local\n',
  'group_vars/web.yml': 'from_file: "of {{ inventory_hostname }}"\n',
})
const adhoc = (...args: readonly string[]) => run(folder, 'adhoc', '-i', 'hosts', ...args)

describe('runbook adhoc', () => {
  test('runs a module on the hosts of a pattern and shows their results as ansible does', async () => {
    const { status, stdout, stderr } = await adhoc('a', '-m', 'debug', '-a', 'msg="{{ from_file }} {{ x }}"')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toBe('a | SUCCESS => {\n    "msg": "of a 1"\n}\n')
  })

  test('runs a command unless told otherwise', async () => {
    const { stdout } = await adhoc('b', '-a', 'echo hello x=1')
    expect(stdout).toBe('b | CHANGED | rc=0 >>\nhello x=1\n')
  })

  test('shows a line for each host with -o', async () => {
    const { status, stdout } = await adhoc('web', '-o', '-m', 'shell', '-a', 'echo out; exit 3')
    expect(status).toBe(2)
    expect(stdout.trimEnd().split('\n').sort()).toEqual([
      expect.stringMatching(/^a \| FAILED! => \{.*"rc": 3.*\}$/),
      expect.stringMatching(/^b \| FAILED! => \{.*"rc": 3.*\}$/),
    ])
  })

  test('takes options as JSON', async () => {
    const { stdout } = await adhoc('a', '-m', 'debug', '-a', '{"msg": ["{{ x }}", 2]}')
    expect(stdout).toBe('a | SUCCESS => {\n    "msg": [\n        1,\n        2\n    ]\n}\n')
  })

  test('only lists hosts with --list-hosts', async () => {
    expect((await adhoc('web:!a', '--list-hosts')).stdout).toBe('  hosts (1):\n    b\n')
    expect((await adhoc('all', '--limit', ',,a', '--list-hosts')).stdout).toBe('  hosts (1):\n    a\n')
  })

  test("writes each host's result to a file with --tree", async () => {
    const { status } = await adhoc('web', '-a', 'echo hello', '--tree', 'results')
    expect(status).toBe(0)
    const text = readFileSync(join(folder, 'results/b'), 'utf8')
    expect(JSON.parse(text)).toMatchObject({ stdout: 'hello', changed: true })
  })

  test('finds modules that a project or a collection brings', async () => {
    const module = `#!/bin/sh\necho '{"changed": false, "own": "yes"}'\n`
    const collection = 'collections/ansible_collections/acme/tools'
    const project = folderWith({ 'library/mine': module, [`${collection}/plugins/modules/theirs`]: module })
    for (const name of ['mine', 'acme.tools.theirs'])
      expect((await run(project, 'adhoc', 'localhost', '-m', name)).stdout).toContain('"own": "yes"')
    vi.stubEnv('ANSIBLE_COLLECTIONS_PATH', `${project}/collections`)
    const inside = ['--playbook-dir', `${project}/${collection}`]
    const bare = await run(project, 'adhoc', 'localhost', '-m', 'theirs', ...inside)
    vi.unstubAllEnvs()
    expect(bare.stdout).toContain('"own": "yes"')
  })

  test('finds roles beside --playbook-dir', async () => {
    const project = folderWith({ 'project/roles/r/tasks/main.yml': '- debug: msg=from-the-role\n' })
    const { stdout } = await run(
      project,
      ...['adhoc', 'localhost', '-m', 'include_role', '-a', 'name=r', '--playbook-dir', 'project'],
    )
    expect(stdout).toContain('"msg": "from-the-role"')
  })

  test.each([
    [['-m', 'shell', 'all'], 5, 'No argument passed to shell module'],
    [['-m', 'import_playbook', '-a', 'x.yml', 'all'], 5, "'import_playbook' is not a valid action"],
    [['-m', 'ping', 'all', '-l', 'nowhere'], 1, 'leaves us with no hosts to target'],
    [['-m', 'ping', 'all', '-f', '0'], 2, 'it must be >= 1'],
    [['-m', 'ping', 'all', '-e', '@nowhere'], 1, 'Unable to retrieve file contents'],
    [['-m', 'ping', 'all', '-e', '/nowhere'], 5, "Please prepend extra_vars filename '/nowhere' with '@'"],
    [['-m', 'ping', 'all', '-k', '--connection-password-file', 'x'], 2, 'cannot be used with option'],
    [['-m', 'ping', 'all', '-K', '--become-password-file', 'x'], 2, 'cannot be used with option'],
    [['-m', 'ping', 'all', '-J', '--vault-password-file', 'x'], 2, 'cannot be used with option'],
    [['-m', 'ping'], 2, "missing required argument 'pattern'"],
    [['all', '--limt', 'a'], 2, 'did you mean --limit?'],
  ])('of %j says what is wrong and ends with %i', async (args, status, message) => {
    const ended = await adhoc(...args)
    expect(ended.status).toBe(status)
    expect(ended.stderr).toContain(message)
  })

  test('fails on each host with a module that there is none of', async () => {
    const { status, stdout } = await adhoc('a', '-m', 'nosuch', '-a', 'x=1')
    expect(status).toBe(2)
    expect(stdout).toContain('a | FAILED! => {')
    expect(stdout).toContain('"msg": "The module nosuch was not found in configured module paths"')
  })

  test.each([
    [['-m', 'file', '-a', 'state=directory'], 'missing required arguments: path'],
    [['-m', 'file', '-a', 'path=/x state=odd'], 'value of state must be one of: absent, directory, file, hard, link'],
    [['-m', 'file', '-a', 'path=/x odd=1'], 'Unsupported parameters for (file) module: odd.'],
  ])('fails on each host where an option is wrong or missing: %j', async (args, message) => {
    const { status, stdout, stderr } = await adhoc('all', ...args)
    expect([status, stderr]).toEqual([2, ''])
    for (const host of ['a', 'b']) expect(stdout).toMatch(new RegExp(`^${host} \\| FAILED! => \\{$`, 'm'))
    expect(stdout.split(message)).toHaveLength(3)
  })

  test('warns when no host matches', async () => {
    const { status, stderr } = await adhoc('nowhere', '-m', 'ping')
    expect(status).toBe(0)
    expect(stderr).toContain('No hosts matched, nothing to do')
  })

  test('takes a pattern that is a mistake for one that matches nothing', async () => {
    const { status, stdout, stderr } = await adhoc('~(', '--list-hosts')
    expect({ status, stdout }).toEqual({ status: 0, stdout: '  hosts (0):\n' })
    expect(stderr).toContain('No hosts matched, nothing to do')
    expect((await adhoc('~(', '--list-hosts', '--limit', 'all')).status).toBe(1)
  })
})

test('a password of the command line is a variable that any other overrides', async () => {
  const folder = folderWith({ secret: 'hidden\n' })
  const assert = async (that: string, ...more: readonly string[]) => {
    const args = ['adhoc', 'localhost', '--connection-password-file', 'secret', '-m', 'assert', '-a', `that="${that}"`]
    return (await run(folder, ...args, ...more)).status
  }
  expect(await assert("ansible_password == 'hidden'")).toBe(0)
  expect(await assert("ansible_password == 'other'")).toBe(2)
  expect(await assert("ansible_password == 'other'", '-e', 'ansible_password=other')).toBe(0)
})
