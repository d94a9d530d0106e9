import { homedir } from 'node:os'
import { describe, expect, it } from 'vitest'
import type { SshSettings } from '../../src/connection/connection.ts'
import { proxyJumps, settingsFromOptions, sshArguments } from '../../src/executor/ssh-arguments.ts'

const settings = (text: string) => settingsFromOptions(sshArguments(text))

describe('the arguments of ssh', () => {
  it.each([
    ['-o StrictHostKeyChecking=no', { hostKeyChecking: 'no' }],
    ['-oStrictHostKeyChecking=accept-new', { hostKeyChecking: 'accept-new' }],
    ["-o 'StrictHostKeyChecking yes'", { hostKeyChecking: 'yes' }],
    ['-o stricthostkeychecking=ask', { hostKeyChecking: 'yes' }],
    ['-o UserKnownHostsFile=/tmp/k', { knownHostsFiles: ['/tmp/k', '/etc/ssh/ssh_known_hosts'] }],
    ['-o "UserKnownHostsFile=/a ~/b" -o GlobalKnownHostsFile=none', { knownHostsFiles: ['/a', `${homedir()}/b`] }],
    ['-p 2222 -l alice -i ~/key', { port: 2222, user: 'alice', privateKeyFiles: [`${homedir()}/key`] }],
    ['-C -o ControlMaster=auto -o ControlPersist=60s', { compression: true }],
    ['-o ConnectTimeout=3 -o ServerAliveInterval=7', { connectTimeout: 3, keepaliveInterval: 7 }],
    ['-o Port=1 -o Port=2', { port: 1 }],
    ['-o ProxyCommand="ssh -W %h:%p gate"', { proxyCommand: 'ssh -W %h:%p gate' }],
    ['-o ProxyCommand=none', {}],
    ['-F /dev/null -q -vvv', {}],
    ['', {}],
  ])('%s', (text, expected) => {
    expect(settings(text)).toEqual(expected)
  })

  it('name the hosts to go through, each otherwise reached as the last one is', () => {
    const base = { host: 'target', port: 2222, user: 'deploy', transport: 'ssh' } as SshSettings
    expect(proxyJumps(sshArguments('-J alice@one:2200,[::1],two'), base)).toEqual([
      { ...base, host: 'one', port: 2200, user: 'alice' },
      { ...base, host: '::1', port: 22 },
      { ...base, host: 'two', port: 22 },
    ])
    expect(proxyJumps(sshArguments('-o ProxyJump=none'), base)).toBeUndefined()
    expect(proxyJumps(sshArguments(''), base)).toBeUndefined()
  })
})
