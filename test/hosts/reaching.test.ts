import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { inventoryLine } from '../lab/lab.ts'
import { sharedLab } from '../lab/shared-lab.ts'
import { inProject } from '../rig/project.ts'

const lab = sharedLab()
const [h1, h2, h4] = [lab.host('h1'), lab.host('h2'), lab.host('h4')]

/** Runs tasks on the hosts of an inventory. */
const play = (hosts: string, tasks: string, ...options: string[]) =>
  inProject({ hosts, 'site.yml': `- hosts: all\n  gather_facts: false\n  tasks:\n${tasks}` }, ({ run }) =>
    run('site.yml', ...options),
  )

const whoAmI =
  '    - {command: id -un, register: who, changed_when: false}\n    - {debug: {msg: "I am {{ who.stdout }}"}}\n'
const worker = { ...h1, user: 'worker' }

describe('reaching hosts', () => {
  it('gathers facts of every kind of host, with Python and without', async () => {
    const tasks =
      '    - setup:\n    - {debug: {msg: "{{ inventory_hostname }} is {{ ansible_hostname }}, {{ ansible_system }}"}}\n'
    const { stdout, stderr, status } = await play(lab.inventory(), tasks)
    expect(status, stdout + stderr).toBe(0)
    for (const { name } of lab.hosts) expect(stdout).toContain(`${name} is ${name}, Linux`)
  })

  it('logs in with a password', async () => {
    const { key, ...without } = worker
    const line = inventoryLine({ ...without, key: '/nonexistent' }, { ansible_password: 'worker' })
    expect((await play(line, whoAmI)).stdout).toContain('I am worker')
  })

  it.each([
    ['sudo without a password', h1, {}],
    ['sudo with a password', worker, { ansible_become_password: 'worker' }],
    ['su with the password of root', worker, { ansible_become_method: 'su', ansible_become_password: 'root' }],
    ['doas without a password', h1, { ansible_become_method: 'doas' }],
  ])('becomes root through %s', async (_, host, variables) => {
    const { stdout, stderr } = await play(inventoryLine(host, variables), whoAmI, '--become')
    expect(stdout, stderr).toContain('I am root')
  })

  it('becomes a user who is not root', async () => {
    const { stdout, stderr } = await play(inventoryLine(h1), whoAmI, '--become', '--become-user', 'worker')
    expect(stdout, stderr).toContain('I am worker')
  })

  it.each([
    ['a wrong password', { ansible_become_password: 'wrong' }, 'Incorrect sudo password'],
    ['no password', {}, 'Missing sudo password'],
  ])('fails a host for sudo with %s, while the others finish', async (_, variables, message) => {
    const { stdout, recap, status } = await play(
      inventoryLine(worker, variables) + inventoryLine(h2),
      whoAmI,
      '--become',
    )
    expect(stdout).toContain(message)
    expect(recap).toMatchObject({ h1: { failed: 1 }, h2: { ok: 2, failed: 0 } })
    expect(status).toBe(2)
  })

  it('fails a host that has no sudo, while the others finish', async () => {
    const { stdout, recap, status } = await play(inventoryLine(h2) + inventoryLine(h4), whoAmI, '--become')
    expect(stdout).toContain('sudo: not found')
    expect(recap).toMatchObject({ h4: { failed: 1, unreachable: 0 }, h2: { ok: 2 } })
    expect(status).toBe(2)
  })

  it('refuses a host whose key has changed, while the others finish', async () => {
    await inProject(
      { hosts: '', 'site.yml': `- hosts: all\n  gather_facts: false\n  tasks:\n${whoAmI}` },
      async ({ run, directory }) => {
        const wrongKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl'
        writeFileSync(`${directory}/known`, `${h1.address} ${wrongKey}\n`)
        writeFileSync(
          `${directory}/hosts`,
          inventoryLine({ ...h1, knownHosts: `${directory}/known` }) + inventoryLine(h2),
        )
        const { stdout, recap, status } = await run('site.yml')
        expect(stdout).toMatch(/h1.*UNREACHABLE.*key/i)
        expect(recap).toMatchObject({ h1: { unreachable: 1, ok: 0 }, h2: { ok: 2 } })
        expect(status).toBe(4)
      },
    )
  })

  it('names the cause when nobody listens, while the others finish', async () => {
    const { stdout, recap, status } = await play(inventoryLine({ ...h1, port: 9 }) + inventoryLine(h2), whoAmI)
    expect(stdout).toMatch(/h1.*UNREACHABLE.*refused/i)
    expect(recap).toMatchObject({ h1: { unreachable: 1 }, h2: { ok: 2 } })
    expect(status).toBe(4)
  })

  it('shows no password, whatever is asked for', async () => {
    const secret = inventoryLine(worker, { ansible_become_password: 'worker', ansible_password: 'worker-login' })
    const { stdout, stderr } = await play(secret, whoAmI, '--become', '-vvvv')
    expect(stdout).toContain('I am root')
    expect(stdout + stderr).not.toContain('worker-login')
  })
})
