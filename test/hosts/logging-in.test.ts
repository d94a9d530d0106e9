/** Keys with a passphrase, the agent, jump hosts and su, from the command line. */
import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { inventoryLine } from '../lab/lab.ts'
import { mustRun } from '../lab/run-program.ts'
import { sharedLab } from '../lab/shared-lab.ts'
import { inProject } from '../rig/project.ts'
import { runbook } from '../rig/runbook.ts'

const lab = sharedLab()
const [h1, h2] = [lab.host('h1'), lab.host('h2')]
const passphrase = 'open sesame'

const whoAmI = `- hosts: all
  gather_facts: false
  tasks:
    - {command: 'sh -c "id -un; echo $SSH_CONNECTION"', register: who, changed_when: false}
    - {debug: {msg: "I am {{ who.stdout_lines | join(' from ') }}"}}
`

/** Uses a project with a key of its own that worker of h1 accepts. */
const withKey = async (use: (directory: string) => Promise<void>) =>
  inProject({ 'site.yml': whoAmI, hosts: '' }, async ({ directory }) => {
    await mustRun(['ssh-keygen', '-q', '-t', 'ed25519', '-N', passphrase, '-C', 'own', '-f', `${directory}/key`])
    const line = (await mustRun(['cat', `${directory}/key.pub`])).trim()
    const file = '/home/worker/.ssh/authorized_keys'
    expect((await lab.exec(h1, `cp -p ${file} /root/kept; echo '${line}' >${file}`)).status).toBe(0)
    try {
      await use(directory)
    } finally {
      await lab.exec(h1, `cp -p /root/kept ${file}`)
    }
  })

const worker = (directory: string, variables = {}) =>
  inventoryLine({ ...h1, user: 'worker', key: `${directory}/key` }, variables)

it('logs in with a key that has a passphrase', () =>
  withKey(async (directory) => {
    writeFileSync(`${directory}/hosts`, worker(directory, { ansible_ssh_private_key_passphrase: `'${passphrase}'` }))
    const { stdout, stderr } = await runbook(['-i', 'hosts', 'site.yml'], { cwd: directory })
    expect(stdout, stderr).toContain('I am worker')
    expect(stdout + stderr).not.toContain(passphrase)
  }))

it('says that a key needs a passphrase', () =>
  withKey(async (directory) => {
    writeFileSync(`${directory}/hosts`, worker(directory))
    const env = { SSH_AUTH_SOCK: undefined }
    const { stdout, status } = await runbook(['-i', 'hosts', 'site.yml'], { cwd: directory, env })
    expect(stdout).toMatch(/UNREACHABLE.*(passphrase|encrypted)/i)
    expect(status).toBe(4)
  }))

it('logs in with a key that the agent has', () =>
  withKey(async (directory) => {
    const socket = `${directory}/agent`
    const started = await mustRun(['ssh-agent', '-a', socket])
    const pid = /SSH_AGENT_PID=(\d+)/.exec(started)?.[1]
    try {
      writeFileSync(`${directory}/ask`, `#!/bin/sh\necho '${passphrase}'\n`, { mode: 0o700 })
      const env = {
        ...process.env,
        SSH_AUTH_SOCK: socket,
        SSH_ASKPASS: `${directory}/ask`,
        SSH_ASKPASS_REQUIRE: 'force',
      }
      await mustRun(['ssh-add', '-q', `${directory}/key`], { env })
      writeFileSync(`${directory}/hosts`, worker('/nonexistent'))
      const { stdout, stderr } = await runbook(['-i', 'hosts', 'site.yml'], { cwd: directory, env })
      expect(stdout, stderr).toContain('I am worker')
    } finally {
      process.kill(Number(pid))
    }
  }))

it('goes through another host, and nowhere else', () =>
  inProject({ 'site.yml': whoAmI }, async ({ directory, run }) => {
    const settings = `Host *\n UserKnownHostsFile ${h1.knownHosts}\n IdentityFile ${h2.key}\n`
    writeFileSync(`${directory}/ssh_config`, settings)
    const common = `-F ${directory}/ssh_config`
    const through = (name: string, { address, port, user }: typeof h1) =>
      inventoryLine({ ...h1, name }, { ansible_ssh_common_args: `'${common} -o ProxyJump=${user}@${address}:${port}'` })
    writeFileSync(`${directory}/hosts`, through('near', h2) + through('cut', { ...h2, address: '127.0.3.254' }))
    const { stdout, stderr, recap } = await run('site.yml')
    expect(stdout, stderr).toContain('I am deploy')
    expect(recap, stdout).toMatchObject({ near: { ok: 2, unreachable: 0 }, cut: { ok: 0, unreachable: 1 } })
  }))

it.each([
  [
    'root to a user without a password',
    'root',
    { ansible_become_method: 'su', ansible_become_user: 'worker' },
    'worker',
  ],
  [
    'a user to another with the password',
    'deploy',
    { ansible_become_method: 'su', ansible_become_user: 'worker', ansible_become_password: 'worker' },
    'worker',
  ],
])('becomes through su: %s', (_, user, variables, expected) =>
  inProject({ 'site.yml': whoAmI, hosts: inventoryLine({ ...h1, user }, variables) }, async ({ run }) => {
    const { stdout, stderr } = await run('site.yml', '--become')
    expect(stdout, stderr).toContain(`I am ${expected}`)
  }),
)
