import { spawnSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type SshSettings, Unreachable } from '../../src/connection/connection.ts'
import { connectOpenssh } from '../../src/connection/openssh.ts'
import { Secret } from '../../src/values.ts'
import { makeKey, type SshServerOptions } from '../rig/ssh-server.ts'
import { startLogin } from '../rig/ssh-settings.ts'
import { connectionContract, run } from './contract.ts'

const installed = spawnSync('ssh', ['-V']).status === 0

/** A server, and settings without anything of the user's own. */
const login = async (options: SshServerOptions = {}) => {
  const rig = await startLogin(options)
  const settings: SshSettings = { ...rig.settings, transport: 'openssh', extraArguments: ['-F', 'none'] }
  return { ...rig, settings }
}

if (installed)
  connectionContract('openssh', async () => {
    const rig = await login()
    return { connect: () => connectOpenssh(rig.settings), close: rig.close, signalled: 255 }
  })

describe.runIf(installed)('the system client of ssh', () => {
  const start = async (options: SshServerOptions = {}) => {
    const rig = await login(options)
    onTestFinished(rig.close)
    return rig
  }
  const works = async (settings: SshSettings) => {
    const connection = await connectOpenssh(settings)
    expect(String((await run(connection, 'echo in')).stdout)).toBe('in\n')
    await connection.close()
  }
  const refusal = async (settings: SshSettings) => {
    const connection = await connectOpenssh(settings)
    const error = await run(connection, 'true').then(
      () => new Error('it connected'),
      (reason: Error) => reason,
    )
    expect(error).toBeInstanceOf(Unreachable)
    return error.message
  }

  it('logs in by password', async () => {
    const { settings } = await start({ authorizedKeys: undefined, password: 'it is a "secret"' })
    await works({ ...settings, privateKeyFiles: [], password: new Secret('it is a "secret"') })
    expect(await refusal({ ...settings, privateKeyFiles: [], password: new Secret('wrong') })).toContain(
      'Permission denied',
    )
  })

  it('logs in by an encrypted key', async () => {
    const key = makeKey('sesame')
    const { settings, directory } = await start({ authorizedKeys: [key.public] })
    const file = join(directory, 'encrypted')
    writeFileSync(file, key.private)
    chmodSync(file, 0o600)
    await works({ ...settings, privateKeyFiles: [file], passphrase: new Secret('sesame') })
  })

  it('refuses an unknown host key', async () => {
    const { settings } = await start()
    expect(await refusal({ ...settings, knownHostsFiles: ['/dev/null'] })).toContain('Host key verification failed')
  })

  it('names a refused connection', async () => {
    const { settings, server } = await start()
    await server.close()
    expect(await refusal(settings)).toContain('Connection refused')
  })
})
