import { describe, expect, it } from 'vitest'
import { knownHostsLine, sshCommand } from '../lab/lab-host.ts'
import { runProgram } from '../lab/run-program.ts'
import { sharedLab } from '../lab/shared-lab.ts'

const lab = sharedLab()
const [h1, h2, h3, h4] = [lab.host('h1'), lab.host('h2'), lab.host('h3'), lab.host('h4')]

describe('the lab', () => {
  it.each(lab.hosts)('reaches $name ($kind) under its own name', async (host) => {
    expect(await lab.exec(host, 'hostname')).toEqual({ status: 0, stdout: `${host.name}\n`, stderr: '' })
  })

  it('has Python where that was asked for and nowhere else', async () => {
    const python = 'command -v python3 >/dev/null && echo yes || echo no'
    const answers = await Promise.all(lab.hosts.map((host) => lab.exec(host, python)))
    expect(answers.map(({ stdout }) => stdout.trim())).toEqual(['no', 'no', 'yes', 'no'])
  })

  it('gives each host a key of its own', () => {
    const keys = lab.hosts.map((host) => knownHostsLine(host).split(' ')[2])
    expect(new Set(keys).size).toBe(lab.hosts.length)
  })

  it('refuses a host whose key is not the noted one', async () => {
    const { status, stderr } = await runProgram([...sshCommand({ ...h1, knownHosts: '/dev/null' }), 'true'])
    expect(status).toBe(255)
    expect(stderr).toContain('Host key verification failed')
  })

  it('lets deploy use sudo without a password, and worker with it', async () => {
    expect(await lab.exec(h1, 'sudo -n id -un', 'deploy')).toMatchObject({ status: 0, stdout: 'root\n' })
    expect(await lab.exec(h1, 'sudo -n id -un', 'worker')).toMatchObject({ status: 1 })
    expect(await lab.exec(h1, 'echo worker | sudo -S -p "" id -un', 'worker')).toMatchObject({ stdout: 'root\n' })
  })

  it('runs systemd on Debian hosts', async () => {
    expect((await lab.exec(h2, 'systemctl is-system-running --wait')).stdout).toBe('running\n')
  })

  it('keeps what is done to one host from the others', async () => {
    await lab.exec(h1, 'touch /etc/marker')
    expect((await lab.exec(h2, 'ls /etc/marker')).status).not.toBe(0)
    await lab.exec(h1, 'rm /etc/marker')
  })

  it('installs packages without a network', async () => {
    const install = 'apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -qy install lab-probe=1.0 && lab-probe'
    const { status, stdout } = await lab.exec(h3, install)
    expect({ status, version: stdout.trim().split('\n').at(-1) }).toEqual({ status: 0, version: '1.0' })
    await lab.exec(h3, 'apt-get -qy purge lab-probe')
  })

  it('has nothing but busybox on the last host', async () => {
    expect((await lab.exec(h4, 'readlink -f /bin/ls; ls /usr/bin /usr/sbin')).stdout).toContain('dropbear')
    expect((await lab.exec(h4, 'ls --help 2>&1 | head -n 1')).stdout).toMatch(/^BusyBox/)
  })
})
