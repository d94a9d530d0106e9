import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderWith, run } from './rig.ts'

const git = (folder: string, ...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], { cwd: folder })

const commit = (folder: string): void => {
  git(folder, 'add', '.')
  git(folder, 'commit', '--quiet', '-m', 'Change')
}

const play = (name: string) =>
  `- hosts: all\n  gather_facts: false\n  tasks:\n    - debug: msg=${name}-{{ v | default('') }}\n`

const repository = (): string => {
  const folder = folderWith({
    'repo/local.yml': play('local'),
    'repo/one.yml': play('one'),
    'repo/hosts': 'localhost ansible_connection=local\n',
    'repo/ansible.cfg': '[defaults]\ninventory = hosts\n',
  })
  git(join(folder, 'repo'), 'init', '--quiet')
  commit(join(folder, 'repo'))
  return folder
}

const pull = (folder: string, ...args: readonly string[]) =>
  run(folder, 'pull', '-U', join(folder, 'repo'), '-d', 'copy', ...args)

describe('runbook pull', () => {
  test('fetches a repository and runs local.yml in it, with its configuration', async () => {
    const folder = repository()
    const { status, stdout } = await pull(folder, '-e', 'v=5')
    expect(status).toBe(0)
    expect(stdout).toContain('localhost | CHANGED => {')
    expect(stdout).toContain('"msg": "local-5"')
  })

  test('runs the playbooks that are named', async () => {
    const { stdout } = await pull(repository(), 'one.yml', 'local.yml')
    expect(stdout.indexOf('"one-"')).toBeGreaterThan(0)
    expect(stdout.indexOf('"local-"')).toBeGreaterThan(stdout.indexOf('"one-"'))
  })

  test('with -o runs only what is new', async () => {
    const folder = repository()
    await pull(folder)
    const again = await pull(folder, '-o')
    expect(again.stdout).toContain('Repository has not changed, quitting.')
    writeFileSync(join(folder, 'repo/local.yml'), play('newer'))
    commit(join(folder, 'repo'))
    expect((await pull(folder, '-o')).stdout).toContain('"msg": "newer-"')
  })

  test('discards local changes only with --clean', async () => {
    const folder = repository()
    await pull(folder)
    writeFileSync(join(folder, 'copy/local.yml'), play('mine'))
    const refused = await pull(folder)
    expect(refused.status).toBe(2)
    expect(refused.stdout).toContain('Local modifications exist')
    expect((await pull(folder, '--force')).stdout).toContain('"msg": "mine-"')
    expect((await pull(folder, '--clean')).stdout).toContain('"msg": "local-"')
  })

  test('leaves a folder alone that holds something else', async () => {
    const folder = repository()
    writeFileSync(join(folderIn(folder, 'copy'), 'precious'), '')
    const { status, stdout } = await pull(folder)
    expect(status).toBe(2)
    expect(stdout).toContain('is not an empty directory')
    expect(existsSync(join(folder, 'copy/.git'))).toBe(false)
  })

  test('removes the folder with --purge', async () => {
    const folder = repository()
    expect((await pull(folder, '--purge')).status).toBe(0)
    expect(existsSync(join(folder, 'copy'))).toBe(false)
  })

  test('says when the playbook is missing', async () => {
    const { status, stderr } = await pull(repository(), 'nowhere.yml')
    expect(status).toBe(5)
    expect(stderr.replaceAll('\n', ' ')).toContain('copy/nowhere.yml: File does not exist')
    expect(stderr).toContain('Could not find a playbook to run.')
  })

  test('needs a URL', async () => {
    expect(await run(folderWith(), 'pull')).toMatchObject({ status: 5 })
  })
})

const folderIn = (folder: string, name: string): string => {
  execFileSync('mkdir', [join(folder, name)])
  return join(folder, name)
}
