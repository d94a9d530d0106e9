import { randomBytes } from 'node:crypto'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import type { SshSettings } from '../../src/connection/connection.ts'
import { openHost } from '../../src/remote/open-host.ts'
import { checksum, checksumAlgorithms } from '../../src/remote/queries/checksum.ts'
import { content } from '../../src/remote/queries/content.ts'
import { stat } from '../../src/remote/queries/stat.ts'
import type { Become, RemoteHost } from '../../src/remote/remote-host.ts'
import { ShellScript, sh } from '../../src/remote/sh.ts'
import { Secret } from '../../src/values.ts'
import type { LabHost } from '../lab/lab-host.ts'
import { sharedLab } from '../lab/shared-lab.ts'
import { shown } from '../remote/shell-contract.ts'

const lab = sharedLab()
const debian = lab.host('h1')
const busybox = lab.host('h4')

const opened: RemoteHost[] = []
afterAll(() => Promise.all(opened.map((host) => host.close())))

const settingsOf = ({ address, port, user, key, knownHosts }: LabHost): SshSettings => ({
  transport: 'ssh',
  host: address,
  port,
  user,
  privateKeyFiles: [key],
  hostKeyChecking: 'yes',
  knownHostsFiles: [knownHosts],
  connectTimeout: 10,
  keepaliveInterval: 0,
})
const open = (host: LabHost, user = host.user): RemoteHost => {
  const remote = openHost(settingsOf({ ...host, user }))
  opened.push(remote)
  return remote
}
const run = async (host: RemoteHost, text: string, become?: Become) =>
  shown((await host.as({ become }).exchange([{ script: ShellScript.trusted(text) }]))[0])

describe.each([debian, busybox])('$name ($kind)', (target) => {
  const host = open(target, 'root')

  it('takes and gives any bytes', async () => {
    const bytes = Buffer.concat([Buffer.from(Array.from({ length: 256 }, (_, i) => i)), randomBytes(20_000)])
    const [answer] = await host.as({}).exchange([{ script: sh`cat`, stdin: bytes }])
    expect(answer?.stdout.equals(bytes)).toBe(true)
  })

  it('lets scripts open their standard streams', async () => {
    expect(await run(host, 'echo out >/dev/stdout; echo err >/dev/stderr')).toEqual(['out\n', 'err\n', 0])
  })

  it.each([100, 3_000_000])('gets a file of %i bytes, whole', async (size) => {
    const path = '/root/a file'
    const bytes = randomBytes(size)
    const shell = host.as({})
    const [written] = await shell.exchange([{ write: { path, content: bytes, mode: 0o604, owner: 'deploy' } }])
    expect(shown(written)).toEqual(['', '', 0])
    const found = await shell.ask({ stat: stat(path), content: content(path), absent: stat('/root/nothing') })
    expect(found.stat).toMatchObject({ kind: 'file', mode: 0o604, owner: 'deploy', group: 'root', size })
    expect(found.content?.equals(bytes)).toBe(true)
    expect(found.absent).toBe(null)
    await run(host, `rm '${path}'`)
  })

  it('computes checksums by all algorithms', async () => {
    await run(host, 'printf abc >/root/abc')
    const queries = Object.fromEntries(checksumAlgorithms.map((name) => [name, checksum('/root/abc', name)]))
    const found = await host.as({}).ask(queries)
    expect(found.md5).toBe('900150983cd24fb0d6963f7d28e17f72')
    expect(found.sha1).toBe('a9993e364706816aba3e25717850c26c9cd0d89d')
    expect(found.sha256).toMatch(/^ba7816bf.{56}$/)
    await run(host, 'rm /root/abc')
  })

  it('ends what outlives its time limit', async () => {
    const script = sh`echo started; sleep 4321`
    const [answer] = await host.as({}).exchange([{ script }], { timeout: 0.3 })
    expect(shown(answer)).toEqual(['started\n', '', 124])
    expect((await lab.exec(target, 'ps -ef | grep -c "[s]leep 4321"')).stdout).toBe('0\n')
  })

  it('does not wait for a daemon, nor hears it later', async () => {
    expect(await run(host, 'mkfifo /root/gate; { read x </root/gate; echo late; } & echo first')).toEqual([
      'first\n',
      '',
      0,
    ])
    expect(await run(host, 'echo go >/root/gate; rm /root/gate; echo second')).toEqual(['second\n', '', 0])
  })

  it('keeps the old file when the disk is full, and says so', async () => {
    const mount = 'mkdir /root/small; mount -t tmpfs -o size=64k tmpfs /root/small && printf old >/root/small/file'
    const { status } = await lab.exec(target, mount)
    expect(status).toBe(0)
    for (const size of [60_000, 1_000_000]) {
      await lab.exec(target, 'head -c 30000 /dev/zero >/root/small/other')
      const write = { path: '/root/small/file', content: Buffer.alloc(size, 'x') }
      const [, stderr, result] = shown((await host.as({}).exchange([{ write }]))[0])
      expect(result).not.toBe(0)
      expect(stderr).toContain('No space left on device')
      expect(await run(host, 'cd /root/small; cat file; ls -A')).toEqual(['oldfile\nother\n', '', 0])
    }
    await lab.exec(target, 'umount /root/small; rmdir /root/small')
  })

  it('writes in place where a rename is impossible, if that is allowed', async () => {
    const setUp = 'cd /root && echo old >bound && echo old >source && mount --bind source bound'
    expect((await lab.exec(target, setUp)).status).toBe(0)
    const write = { path: '/root/bound', content: Buffer.from('new\n') }
    const [refused] = await host.as({}).exchange([{ write }])
    expect(refused?.status).toBe(1)
    expect(String(refused?.stderr)).toMatch(/busy/i)
    const [written] = await host.as({}).exchange([{ write: { ...write, unsafe: true } }])
    expect(shown(written)).toEqual(['', '', 0])
    expect(await run(host, 'cd /root; cat source; umount bound; rm source bound; ls -A | grep runbook')).toEqual([
      'new\n',
      '',
      1,
    ])
  })
})

describe('becoming another user on Debian', () => {
  const deploy = open(debian, 'deploy')
  const worker = open(debian, 'worker')
  const id = async (host: RemoteHost, become: Become) => (await run(host, 'id -un; pwd', become))[0]
  const right = new Secret('worker')
  const wrong = new Secret('nonsense')

  it.each(['sudo', 'doas'])('by %s without a password', async (method) => {
    expect(await id(deploy, { method, user: 'root' })).toMatch(/^root\n/)
    expect(await id(deploy, { method, user: 'root', password: wrong })).toMatch(/^root\n/)
  })

  it.each(['sudo', 'doas'])('by %s with the password', async (method) => {
    expect(await id(worker, { method, user: 'root', password: right })).toMatch(/^root\n/)
  })

  it('by su with the password', async () => {
    expect(await id(deploy, { method: 'su', user: 'worker', password: right })).toMatch(/^worker\n/)
  })

  it('by su as root', async () => {
    expect(await id(open(debian, 'root'), { method: 'su', user: 'deploy' })).toMatch(/^deploy\n/)
  })

  it.each(['sudo', 'su', 'doas'])('tells a missing %s password', async (method) => {
    await expect(id(worker, { method, user: 'root' })).rejects.toThrow(`Missing ${method} password`)
  })

  it.each(['sudo', 'su', 'doas'])('tells a wrong %s password', async (method) => {
    await expect(id(worker, { method, user: 'root', password: wrong })).rejects.toThrow(`Incorrect ${method} password`)
  })

  it('tells that a user may not', async () => {
    const nobody = { method: 'sudo', user: 'root', password: right }
    await lab.exec(debian, 'rm -f /etc/sudoers.d/lab.off; mv /etc/sudoers.d/lab /root/lab.sudoers')
    await expect(id(open(debian, 'worker'), nobody)).rejects.toThrow('worker is not in the sudoers file')
    await lab.exec(debian, 'mv /root/lab.sudoers /etc/sudoers.d/lab')
  })

  it('by sudo where sudoers asks for a terminal', async () => {
    onTestFinished(() => lab.exec(debian, 'rm /etc/sudoers.d/tty').then(() => {}))
    await lab.exec(debian, 'printf "Defaults requiretty\\n" >/etc/sudoers.d/tty')
    expect(await id(open(debian, 'deploy'), { method: 'sudo', user: 'root' })).toMatch(/^root\n/)
    expect(await id(open(debian, 'worker'), { method: 'sudo', user: 'root', password: right })).toMatch(/^root\n/)
  })

  it('with bytes as exact as ever', async () => {
    const bytes = randomBytes(400_000)
    const shell = worker.as({ become: { method: 'doas', user: 'root', password: right } })
    const [written, read] = await shell.exchange([
      { write: { path: '/root/exact', content: bytes } },
      { script: sh`cat /root/exact; rm /root/exact; echo done >&2` },
    ])
    expect(shown(written)).toEqual(['', '', 0])
    expect(read?.stdout.equals(bytes)).toBe(true)
    expect(String(read?.stderr)).toBe('done\n')
  })

  it('has its own temporary directory', async () => {
    const become = { method: 'sudo', user: 'worker' }
    const path = await deploy.as({ become }).temporaryDirectory()
    expect(await run(deploy, `stat -c %U:%a ${path}`, become)).toEqual(['worker:700\n', '', 0])
  })

  it.each(['sudo', 'su', 'doas'])('by %s shows a password nowhere', async (method) => {
    const user = method === 'su' ? 'worker' : 'root'
    onTestFinished(() => lab.exec(debian, 'echo worker:worker | chpasswd').then(() => {}))
    await lab.exec(debian, 'echo worker:seen-by-none | chpasswd')
    const become = { method, user, password: new Secret('seen-by-none') }
    const text = 'cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr "\\0" "\\n" | grep -c seen-by-n[o]ne'
    expect((await run(open(debian, 'worker'), text, become))[0]).toBe('0\n')
  })
})
