import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { Unreachable } from '../../src/connection/connection.ts'
import { openHost } from '../../src/remote/open-host.ts'
import { stat } from '../../src/remote/queries/stat.ts'
import type { RemoteHost } from '../../src/remote/remote-host.ts'
import { sh } from '../../src/remote/sh.ts'
import type { SshServerOptions } from '../rig/ssh-server.ts'
import { type LoginRig, startLogin } from '../rig/ssh-settings.ts'
import { shown } from './shell-contract.ts'

const open: { rig: LoginRig; host: RemoteHost }[] = []
const start = async (options: SshServerOptions = {}) => {
  const rig = await startLogin(options)
  const host = openHost(rig.settings)
  open.push({ rig, host })
  return { rig, host, shell: host.as({}) }
}
afterEach(async () => {
  for (const { rig, host } of open.splice(0)) {
    await host.close()
    await rig.close()
  }
})
const hello = [{ script: sh`echo hello` }]

describe('a host', () => {
  it('is connected to on first use, once', async () => {
    const { rig, shell } = await start()
    expect(rig.server.seen.connections).toBe(0)
    await Promise.all([shell.exchange(hello), shell.ask({ a: stat('/') }), shell.exchange(hello)])
    await shell.exchange(hello)
    expect(rig.server.seen.connections).toBe(1)
  })

  it('is unreachable when the connection is lost in the middle of a command, and connected to anew on the next use', async () => {
    const { rig, shell } = await start()
    const started = join(rig.directory, 'started')
    const lost = shell.exchange([{ script: sh`echo >${started}; sleep 1000` }])
    await shell.exchange([{ script: sh`until [ -e ${started} ]; do :; done` }])
    rig.server.cut()
    await expect(lost).rejects.toBeInstanceOf(Unreachable)
    expect(shown((await shell.exchange(hello))[0])).toEqual(['hello\n', '', 0])
    expect(rig.server.seen.connections).toBe(2)
  })

  it('is connected to anew when the connection was lost between two uses', async () => {
    const { rig, shell } = await start()
    await shell.exchange(hello)
    rig.server.cut()
    await shell.exchange(hello).catch((error) => expect(error).toBeInstanceOf(Unreachable))
    expect(shown((await shell.exchange(hello))[0])).toEqual(['hello\n', '', 0])
  })

  it('is unreachable when its shell dies, and gets a new one', async () => {
    const { shell } = await start()
    await expect(shell.exchange([{ script: sh`kill -KILL $PPID`, light: false }])).rejects.toBeInstanceOf(Unreachable)
    expect(shown((await shell.exchange(hello))[0])).toEqual(['hello\n', '', 0])
  })

  it('is connected to once more when a connection has no channel left', async () => {
    const { rig, shell } = await start({ maxSessions: 2 })
    const answers = await Promise.all([1, 2, 3, 4].map((n) => shell.exchange([{ script: sh`echo ${n}; sleep 0.1` }])))
    expect(answers.map(([answer]) => String(answer?.stdout))).toEqual(['1\n', '2\n', '3\n', '4\n'])
    expect(rig.server.seen.connections).toBeGreaterThan(1)
  })

  it('is unreachable when no shell can be had there, with what it said', async () => {
    const rig = await startLogin({ shell: '/bin/false' })
    const host = openHost(rig.settings)
    open.push({ rig, host })
    await expect(host.as({}).exchange(hello)).rejects.toThrow('the shell ended with status 1')
  })

  it('may print what it likes before the shell starts', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'runbook-test-'))
    const profile = join(directory, 'login')
    writeFileSync(profile, '#!/bin/sh\necho "Welcome: "; echo noise >&2; exec /bin/sh "$@"\n', { mode: 0o755 })
    const { shell } = await start({ shell: profile })
    expect(shown((await shell.exchange(hello))[0])).toEqual(['hello\n', '', 0])
    rmSync(directory, { recursive: true })
  })
})
