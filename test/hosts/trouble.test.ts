/** Hosts in trouble: each fails with a message that names the cause, and the others finish. */
import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inventoryLine } from '../lab/lab.ts'
import type { LabHost } from '../lab/lab-host.ts'
import { sharedLab } from '../lab/shared-lab.ts'
import { inProject } from '../rig/project.ts'
import type { Ran } from '../rig/runbook.ts'

const lab = sharedLab()
const [h1, h2] = [lab.host('h1'), lab.host('h2')]

const wrongKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl'

/** Runs a playbook on hosts that are lines of an inventory; in it `DIR` stands for the project's directory. */
const play = (hosts: string, tasks: string, files: Readonly<Record<string, string>> = {}) =>
  inProject(
    { ...files, 'site.yml': `- hosts: all\n  gather_facts: false\n  tasks:\n${tasks}` },
    ({ run, directory }) => {
      writeFileSync(`${directory}/hosts`, hosts.replaceAll('DIR', directory))
      return run('site.yml')
    },
  )

const as = (name: string, host: LabHost, variables: Readonly<Record<string, string>> = {}) =>
  inventoryLine({ ...host, name }, variables)

describe('a host that can not be reached', () => {
  let ran: Ran
  beforeAll(async () => {
    const hosts = [
      as('good', h2),
      as('dead', { ...h1, address: '127.0.3.254' }),
      as('locked', { ...h1, key: '/nonexistent' }, { ansible_password: 'wrong' }),
      as('keyless', { ...h1, key: '/nonexistent' }),
      as('stranger', { ...h1, knownHosts: '/dev/null' }),
      as('changed', { ...h1, knownHosts: 'DIR/known' }),
      as('nameless', { ...h1, address: 'no-such-host.invalid' }),
    ]
    const known = { known: `${h1.address} ${wrongKey}\n` }
    ran = await play(hosts.join(''), '    - ping:\n    - debug: {msg: finished}\n', known)
  })

  it.each([
    ['dead', /refused/i],
    ['locked', /password|Permission denied|authenti/i],
    ['keyless', /Permission denied|authenti|key/i],
    ['stranger', /host key.*(not known|unknown|no .* known)|not in/i],
    ['changed', /host key.*(changed|mismatch|differ|not the)/i],
    ['nameless', /no-such-host\.invalid/],
  ])('%s: names the cause', (name, cause) => {
    const line = ran.stdout.split('\n').find((text) => text.startsWith(`fatal: [${name}]: UNREACHABLE!`))
    expect(line, ran.stdout).toMatch(cause)
    expect(ran.recap[name]).toMatchObject({ ok: 0, unreachable: 1, failed: 0 })
  })

  it('leaves the others alone', () => {
    expect(ran.recap.good).toMatchObject({ ok: 2, unreachable: 0, failed: 0 })
    expect(ran.status).toBe(4)
  })
})

describe('a host on which something breaks', () => {
  const small = '/srv/small'
  beforeAll(async () => {
    const mount = `mkdir -p ${small} && mount -t tmpfs -o size=64k tmpfs ${small} && echo old >${small}/file`
    expect((await lab.exec(h1, mount)).status).toBe(0)
  })
  afterAll(() => lab.exec(h1, `umount ${small}; rmdir ${small}; rm -rf ${small}; rm -f /tmp/filled`).then(() => {}))

  const both = () => as('h1', h1) + as('h2', h2)

  it('full disk: says so and keeps the file that was there', async () => {
    const tasks = `    - command: mkdir -p ${small}
      become: true
    - copy: {content: "{{ 'x' * 500000 }}", dest: ${small}/file}
      become: true
      register: copied
      ignore_errors: true
    - debug: {msg: "{{ copied.msg | default('fine') }}"}
    - command: cat ${small}/file
      when: copied is failed
    - copy: {content: "{{ 'x' * 500000 }}", dest: ${small}/file}
      become: true
`
    const { stdout, recap, status } = await play(both(), tasks)
    expect(stdout).toMatch(/h1.*\n.*"msg": ".*No space left on device/)
    expect(recap).toMatchObject({ h1: { ok: 4, failed: 1, ignored: 1 }, h2: { ok: 4, failed: 0 } })
    expect(status).toBe(2)
    expect((await lab.exec(h1, `cat ${small}/file; ls -A ${small}`)).stdout).toBe('old\nfile\n')
    await lab.exec(h2, `rm -r ${small}`)
  })

  it('a command that is killed: fails with the signal', async () => {
    const tasks = `    - shell: 'if [ $(hostname) = h1 ]; then kill -9 $$; fi'
    - debug: {msg: finished}
`
    const { stdout, recap, status } = await play(both(), tasks)
    expect(stdout).toMatch(/fatal: \[h1\]: FAILED! => .*"msg": "non-zero return code", "rc": 137/)
    expect(recap).toMatchObject({ h1: { ok: 0, failed: 1 }, h2: { ok: 2, failed: 0 } })
    expect(status).toBe(2)
  })

  it('a connection that is killed in a task: unreachable, and the others finish', async () => {
    const tasks = `    - ping:
    - shell: 'if [ $(hostname) = h1 ]; then pkill -KILL -u deploy sshd; sleep 600; fi'
      become: true
    - debug: {msg: finished}
`
    const { stdout, recap, status } = await play(both(), tasks)
    expect(stdout).toMatch(/fatal: \[h1\]: UNREACHABLE! => .*(connection|closed|ended|lost)/i)
    expect(recap).toMatchObject({ h1: { ok: 1, unreachable: 1, failed: 0 }, h2: { ok: 3 } })
    expect(status).toBe(4)
    await lab.exec(h1, 'pkill sleep')
  })

  it('a shell that is killed in a task: unreachable, and the next task connects anew', async () => {
    const tasks = `    - shell: 'if [ $(hostname) = h1 ]; then kill -9 $PPID; sleep 600; fi'
      ignore_unreachable: true
    - command: hostname
`
    const { recap, stdout } = await play(both(), tasks)
    expect(recap, stdout).toMatchObject({ h2: { ok: 2, unreachable: 0 }, h1: { ok: 2, ignored: 1 } })
    await lab.exec(h1, 'pkill sleep')
  })
})
