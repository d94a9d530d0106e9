import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type GivenSsh, resolveSsh } from '../../src/connection/resolve-ssh.ts'

const directory = mkdtempSync(join(tmpdir(), 'runbook-test-'))
afterAll(() => rmSync(directory, { recursive: true }))
let files = 0
const resolve = (given: Partial<GivenSsh>, config = '') => {
  const path = join(directory, `config_${files++}`)
  writeFileSync(path, config)
  return resolveSsh({ transport: 'ssh', host: 'web1', configFiles: [path], ...given })
}

describe('the settings of an SSH connection', () => {
  it('are the defaults where nothing is said', () => {
    const settings = resolve({ agent: '/agent' })
    expect(settings.unhonoured).toEqual([])
    expect(settings).toMatchObject({
      transport: 'ssh',
      host: 'web1',
      port: 22,
      user: userInfo().username,
      privateKeyFiles: ['id_ed25519', 'id_ecdsa', 'id_rsa'].map((name) => join(homedir(), '.ssh', name)),
      agent: '/agent',
      hostKeyChecking: 'yes',
      connectTimeout: 10,
    })
    expect(settings.knownHostsFiles).toContain(join(homedir(), '.ssh', 'known_hosts'))
  })

  it('come from the first that says something: ssh_args, what is given, other arguments, ssh_config', () => {
    const given = {
      firstArguments: '-o Port=1',
      port: 2,
      user: 'given',
      lastArguments: ['-o Port=3 -o User=last -o ConnectTimeout=3', '-o HostKeyAlias=extra'],
    }
    const config = 'Host web1\n Port 4\n User config\n ConnectTimeout 4\n HostKeyAlias config\n HostName 10.0.0.1'
    expect(resolve(given, config)).toMatchObject({
      port: 1,
      user: 'given',
      connectTimeout: 3,
      hostKeyAlias: 'extra',
      host: '10.0.0.1',
    })
  })

  it('fill in tokens', () => {
    const config = 'Host *\n HostName %h.example.org\n IdentityFile ~/keys/%r@%h\n UserKnownHostsFile %d/known'
    expect(resolve({ user: 'me' }, config)).toMatchObject({
      host: 'web1.example.org',
      privateKeyFiles: [`${homedir()}/keys/me@web1.example.org`],
      knownHostsFiles: [`${homedir()}/known`, '/etc/ssh/ssh_known_hosts', '/etc/ssh/ssh_known_hosts2'],
    })
  })

  it('leave the agent out where only the files may be used', () => {
    expect(resolve({ agent: '/agent' }, 'IdentitiesOnly yes').agent).toBeUndefined()
    expect(resolve({ agent: '/agent' }, 'IdentityAgent /other').agent).toBe('/other')
  })

  it('lead through jump hosts, each by its own configuration', () => {
    const config = 'Host gate\n User keeper\n ProxyJump outer\nHost inner\n Port 2200\n ProxyJump nowhere'
    const { proxyJump } = resolve({ lastArguments: ['-J gate,me@[::1]:23,inner'], password: undefined }, config)
    expect(proxyJump?.map(({ user, host, port }) => `${user} ${host} ${port}`)).toEqual([
      `${userInfo().username} outer 22`,
      'keeper gate 22',
      'me ::1 23',
      `${userInfo().username} inner 2200`,
    ])
  })

  it('do not lead in circles', () => {
    expect(() => resolve({}, 'Host *\n ProxyJump gate')).toThrow('lead through each other')
  })

  it('tell what ssh2 can not honour; the system client is given all of it', () => {
    const given = { lastArguments: ['-o GSSAPIKeyExchange=yes'] }
    expect(resolve(given).unhonoured).toEqual(['-o GSSAPIKeyExchange=yes'])
    const openssh = resolve({ ...given, transport: 'openssh' })
    expect(openssh.unhonoured).toEqual([])
    expect(openssh.extraArguments).toEqual(['-o', 'GSSAPIKeyExchange=yes'])
  })
})
