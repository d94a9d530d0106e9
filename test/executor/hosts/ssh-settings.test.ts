import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'
import { type LoginRig, startLogin } from '../../rig/ssh-settings.ts'

let login: LoginRig
beforeAll(async () => {
  login = await startLogin()
})
afterAll(() => login.close())

/** The server as an inventory has it; `checking` says which host keys are known. */
const host = (checking: string): string => {
  const { settings, directory } = login
  return `s ansible_host=${settings.host} ansible_port=${settings.port} ansible_user=tester ansible_ssh_private_key_file=${join(directory, 'id_ed25519')} ansible_ssh_common_args="-F none -o UserKnownHostsFile=${join(directory, checking)}"\n`
}

const differs = 'it needs an OpenSSH client'
const playbook = `
    - hosts: s
      tasks:
        - {name: say, command: echo over ssh, register: r}
        - debug: {msg: "{{ r.stdout }}"}
        - {name: many, file: {path: "/nowhere/{{ item }}", state: absent}, loop: [1, 2, 3]}
`

it('runs tasks over SSH, on one connection, with one exchange for a loop', async () => {
  const { said, recap, exchanges } = await runSite(
    { hosts: host('known_hosts'), 'site.yml': playbook },
    { verbosity: 4, differs },
  )
  expect(said).toEqual(['over ssh'])
  expect(recap.s).toEqual({ ok: 3, changed: 1 })
  expect(exchanges).toBe(2)
  expect(login.server.seen.connections).toBe(1)
})

it('trusts no host whose key is not known', async () => {
  const { hostResult, status } = await runSite({ hosts: host('none'), 'site.yml': playbook }, { differs })
  expect(hostResult('say').status).toBe('unreachable')
  expect(status).toBe(4)
})

it('reaches no host with a word among the arguments that ssh would take for the host', async () => {
  const play = `
    - hosts: s
      tasks:
        - {name: say, command: echo x, vars: {ansible_ssh_common_args: MEEE}, ignore_unreachable: true, register: r}
        - {name: told, assert: {that: [r is unreachable, "'MEEE' in r.msg"]}}
`
  const { status } = await runSite({ hosts: host('known_hosts'), 'site.yml': play }, { differs })
  expect(status).toBe(0)
})
