import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { sshConfigFor } from '../../src/connection/ssh-config.ts'

const directory = mkdtempSync(join(tmpdir(), 'runbook-test-'))
afterAll(() => rmSync(directory, { recursive: true }))
let files = 0
const file = (text: string): string => {
  const path = join(directory, `config_${files++}`)
  writeFileSync(path, text)
  return path
}
const lookup = (text: string, host: string, user?: string) => sshConfigFor(host, { user, files: [file(text)] })

describe('an ssh_config', () => {
  it('speaks of the hosts that its patterns match, the first value winning', () => {
    const text = `
      Host web* !web9
        HostName %h.example.org
        Port 2200
        IdentityFile ~/.ssh/web
        identityfile "/keys/with space"
      host web1
        port 1
        User one
      Host *
        User rest
        ServerAliveInterval 7
        ConnectTimeout=3
        Compression yes
        StrictHostKeyChecking accept-new
        UserKnownHostsFile ~/.ssh/a ~/.ssh/b
        HostKeyAlias alias
        ProxyCommand nc -X 5 "%h" %p`
    expect(lookup(text, 'web1')).toEqual({
      hostName: '%h.example.org',
      port: 2200,
      identityFiles: ['~/.ssh/web', '/keys/with space'],
      user: 'one',
      serverAliveInterval: 7,
      connectTimeout: 3,
      compression: true,
      hostKeyChecking: 'accept-new',
      userKnownHostsFiles: ['~/.ssh/a', '~/.ssh/b'],
      hostKeyAlias: 'alias',
      proxyCommand: 'nc -X 5 "%h" %p',
    })
    expect(lookup(text, 'web9')).toMatchObject({ user: 'rest' })
    expect(lookup(text, 'web9')).not.toHaveProperty('port')
  })

  it('can match on the user', () => {
    const text = 'Match user root host db*\n  Port 5\nMatch all\n  ProxyJump gate'
    expect(lookup(text, 'db1', 'root')).toEqual({ port: 5, proxyJump: 'gate' })
    expect(lookup(text, 'db1', 'deploy')).toEqual({ proxyJump: 'gate' })
  })

  it('includes others, by patterns, and goes on where it was', () => {
    mkdirSync(join(directory, 'conf.d'))
    writeFileSync(join(directory, 'conf.d', 'b'), 'Host web1\n  Port 2')
    writeFileSync(join(directory, 'conf.d', 'a'), 'Host web1\n  Port 1\nHost other\n  User wrong')
    const text = 'Host web*\n  Include conf.d/*\n  User right\nInclude /nonexistent'
    expect(lookup(text, 'web1')).toEqual({ port: 1, user: 'right' })
  })

  it('that is missing says nothing', () => {
    expect(sshConfigFor('web1', { files: ['/nonexistent/config'] })).toEqual({})
  })
})
