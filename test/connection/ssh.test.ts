import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type SshSettings, Unreachable } from '../../src/connection/connection.ts'
import { connectSsh } from '../../src/connection/ssh.ts'
import { Secret } from '../../src/values.ts'
import { makeKey, type SshServerOptions, startSshServer } from '../rig/ssh-server.ts'
import { type LoginRig, startLogin } from '../rig/ssh-settings.ts'
import { connectionContract, run } from './contract.ts'

connectionContract('ssh', async () => {
  const rig = await startLogin()
  return { connect: () => connectSsh(rig.settings), close: rig.close }
})

const rigs: LoginRig[] = []
const login = async (options: SshServerOptions = {}): Promise<LoginRig> => {
  const rig = await startLogin(options)
  rigs.push(rig)
  return rig
}
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close()
})

const refusal = async (settings: SshSettings): Promise<string> => {
  const error = await connectSsh(settings).then(
    () => new Error('it connected'),
    (reason: Error) => reason,
  )
  expect(error).toBeInstanceOf(Unreachable)
  return error.message
}

const works = async (settings: SshSettings): Promise<void> => {
  const connection = await connectSsh(settings)
  expect(String((await run(connection, 'echo in')).stdout)).toBe('in\n')
  await connection.close()
}

describe('logging in', () => {
  it('by an encrypted key with its passphrase', async () => {
    const key = makeKey('sesame')
    const rig = await login({ authorizedKeys: [key.public] })
    const file = join(rig.directory, 'encrypted')
    writeFileSync(file, key.private)
    const settings = { ...rig.settings, privateKeyFiles: [file] }
    await works({ ...settings, passphrase: new Secret('sesame') })
    expect(await refusal(settings)).toContain(`the key ${file} is encrypted and no passphrase was given`)
    expect(await refusal({ ...settings, passphrase: new Secret('simsalabim') })).toContain(
      `the passphrase given does not open the key ${file}`,
    )
  })

  it('by password, without trying anything else', async () => {
    const { settings, server } = await login({ authorizedKeys: undefined, password: 'pw' })
    await works({ ...settings, privateKeyFiles: [], password: new Secret('pw') })
    expect(server.seen.authentications).toEqual(['password'])
  })

  it('by password where the prompt is the one that is waited for', async () => {
    const { settings } = await login({ authorizedKeys: undefined, password: 'pw' })
    const mine = { ...settings, privateKeyFiles: [], password: new Secret('pw') }
    await works({ ...mine, passwordPrompt: 'assword:' })
    expect(await refusal({ ...mine, passwordPrompt: 'PIN:', connectTimeout: 1 })).toContain(
      'the prompt "PIN:" for the password did not come',
    )
  })

  it('by keyboard-interactive where the prompt is the one that is waited for', async () => {
    const { settings } = await login({ authorizedKeys: undefined, password: 'pw', keyboardInteractive: true })
    const mine = { ...settings, privateKeyFiles: [], password: new Secret('pw') }
    await works({ ...mine, passwordPrompt: 'Password' })
    expect(await refusal({ ...mine, passwordPrompt: 'PIN:', connectTimeout: 1 })).toContain(
      'not logged in within 1 seconds',
    )
  })

  it('by keyboard-interactive with the password', async () => {
    const { settings } = await login({ authorizedKeys: undefined, password: 'pw', keyboardInteractive: true })
    await works({ ...settings, privateKeyFiles: [], password: new Secret('pw') })
  })

  it('tries the next key when a server does not know the first', async () => {
    const { settings, directory } = await login()
    const other = join(directory, 'other')
    writeFileSync(other, makeKey().private)
    await works({ ...settings, privateKeyFiles: [join(directory, 'missing'), other, ...settings.privateKeyFiles] })
  })

  it('names what was tried and what the server accepts when nothing works', async () => {
    const { settings } = await login({ authorizedKeys: [], password: 'right' })
    const message = await refusal({ ...settings, password: new Secret('wrong') })
    expect(message).toContain('tester@127.0.0.1: Permission denied (publickey,password)')
    expect(message).toContain(`tried the key ${settings.privateKeyFiles[0]}, password`)
    expect(message).not.toContain('wrong')
  })

  it('says that there was nothing to try', async () => {
    const { settings } = await login()
    expect(await refusal({ ...settings, privateKeyFiles: ['/nonexistent/key'] })).toContain(
      'there was no key, agent or password to try; there is no file /nonexistent/key',
    )
  })

  it('passes over an agent that is not there', async () => {
    const { settings } = await login({ password: 'pw' })
    await works({ ...settings, privateKeyFiles: [], agent: '/nonexistent/agent', password: new Secret('pw') })
  })
})

describe('the host key', () => {
  it('must be known', async () => {
    const { settings, directory } = await login()
    const file = join(directory, 'empty')
    const message = await refusal({ ...settings, knownHostsFiles: [file] })
    expect(message).toContain(`the key of [127.0.0.1]:${settings.port} is not known`)
    expect(message).toMatch(/ssh-ed25519 SHA256:\S+/)
    expect(message).toContain(file)
  })

  it('must not have changed: the message names file, line and both fingerprints', async () => {
    const { settings, directory } = await login()
    const other = await startSshServer()
    await other.close()
    const file = join(directory, 'changed')
    writeFileSync(file, `# a comment\n[127.0.0.1]:${settings.port} ${other.hostPublicKey}\n`)
    const message = await refusal({ ...settings, knownHostsFiles: [file] })
    expect(message).toContain(`has changed`)
    expect(message).toContain(`${file}:2 holds ssh-ed25519 SHA256:`)
  })

  it('is noted once when new ones are accepted', async () => {
    const { settings, directory, server } = await login()
    const file = join(directory, 'new', 'known_hosts')
    const accepting = { ...settings, hostKeyChecking: 'accept-new', knownHostsFiles: [file] } as const
    await works(accepting)
    await works(accepting)
    expect(readFileSync(file, 'utf8')).toBe(`[127.0.0.1]:${settings.port} ${server.hostPublicKey}\n`)
    await works({ ...settings, knownHostsFiles: [file] })
  })

  it('may be any when checking is off', async () => {
    const { settings } = await login()
    await works({ ...settings, hostKeyChecking: 'no', knownHostsFiles: [] })
  })

  it('is looked up under its alias', async () => {
    const { settings, directory, server } = await login()
    const file = join(directory, 'aliased')
    writeFileSync(file, `gate ${server.hostPublicKey}\n`)
    await works({ ...settings, knownHostsFiles: [file], hostKeyAlias: 'gate' })
  })

  it('that is revoked is refused even when checking is off', async () => {
    const { settings, directory, server } = await login()
    const file = join(directory, 'revoked')
    writeFileSync(file, `@revoked * ${server.hostPublicKey}\n`)
    const message = await refusal({ ...settings, knownHostsFiles: [file], hostKeyChecking: 'no' })
    expect(message).toContain(`is revoked in ${file}:1`)
  })
})

describe('the way to the host', () => {
  it('leads through jump hosts', async () => {
    const { settings } = await login()
    const first = await login()
    const second = await login()
    await works({ ...settings, proxyJump: [first.settings, second.settings] })
    expect(first.server.seen.connections).toBe(1)
    expect(second.server.seen.connections).toBe(1)
  })

  it('leads through a proxy command', async () => {
    const { settings } = await login()
    const relay = `const s=require("net").connect(%p,"%h");process.stdin.pipe(s);s.pipe(process.stdout)`
    await works({ ...settings, proxyCommand: `${process.execPath} -e '${relay}'` })
  })

  it('names a jump host that can not reach the host', async () => {
    const { settings } = await login()
    const jump = await login()
    await jump.server.close()
    expect(await refusal({ ...settings, proxyJump: [jump.settings] })).toContain('Connection refused')
  })

  it('tells what a failing proxy command said', async () => {
    const { settings } = await login()
    expect(await refusal({ ...settings, proxyCommand: 'echo no way >&2; exit 1' })).toContain('no way')
  })
})

describe('failures', () => {
  it('name a refused connection', async () => {
    const { settings, server } = await login()
    await server.close()
    expect(await refusal(settings)).toBe(
      `Failed to connect to the host via ssh: ssh: connect to host 127.0.0.1 port ${settings.port}: Connection refused`,
    )
  })

  it('name a host name that is unknown', async () => {
    const { settings } = await login()
    expect(await refusal({ ...settings, host: 'nowhere.invalid' })).toContain(
      'ssh: Could not resolve hostname nowhere.invalid:',
    )
  })

  it('name the loss of a connection', async () => {
    const { settings, server } = await login()
    const connection = await connectSsh(settings)
    const channel = await connection.open('cat')
    channel.onStdout(() => {})
    channel.onStderr(() => {})
    server.cut()
    await expect(channel.exit).rejects.toBeInstanceOf(Unreachable)
    expect((await connection.ended).message).toContain('Lost the connection to 127.0.0.1')
    await expect(connection.open('true')).rejects.toBeInstanceOf(Unreachable)
  })
})

describe('a server that says nothing', () => {
  const mute = createServer((socket) => socket.resume())
  beforeAll(() => new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve)))
  afterAll(() => new Promise((resolve) => mute.close(resolve)))

  it('is given up after the time limit', async () => {
    const { settings } = await login()
    const { port } = mute.address() as { port: number }
    expect(await refusal({ ...settings, port, connectTimeout: 0.2 })).toContain(
      'did not finish the SSH handshake within 0.2 seconds',
    )
  })
})
