import { describe, expect, it } from 'vitest'
import { readSshArguments } from '../../src/connection/ssh-arguments.ts'

describe('arguments for ssh', () => {
  it.each([
    ['-o Port=2222', { port: 2222 }],
    ['-oPort=2222 -p 23', { port: 2222 }],
    ['-o "Port 2222"', { port: 2222 }],
    ['-p2222 -l deploy', { port: 2222, user: 'deploy' }],
    ['-i ~/.ssh/a -i b', { identityFiles: ['~/.ssh/a', 'b'] }],
    ['-J jump1,me@jump2:23', { proxyJump: 'jump1,me@jump2:23' }],
    [`-o ProxyCommand="ssh -W %h:%p -q 'bastion'"`, { proxyCommand: `ssh -W %h:%p -q 'bastion'` }],
    [`-o 'ProxyCommand="nc" %h %p'`, { proxyCommand: '"nc" %h %p' }],
    [
      '-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null',
      { hostKeyChecking: 'no', userKnownHostsFiles: ['/dev/null'] },
    ],
    ['-o stricthostkeychecking=accept-new', { hostKeyChecking: 'accept-new' }],
    ['-CA', { compression: true, forwardAgent: true }],
    [
      '-o IdentitiesOnly=yes -o ConnectTimeout=5 -o ServerAliveInterval=30',
      { identitiesOnly: true, connectTimeout: 5, serverAliveInterval: 30 },
    ],
    ['-o ControlMaster=auto -o ControlPersist=60s -o ControlPath=/tmp/%h -q -T', {}],
  ])('%s', (text, options) => {
    expect(readSshArguments(text)).toEqual({ options, configFile: undefined, unhonoured: [], strays: [] })
  })

  it('name a configuration file', () => {
    expect(readSshArguments('-F ./ssh_config -p 3')).toMatchObject({ configFile: './ssh_config', options: { port: 3 } })
  })

  it('that can not be honoured are told as they were written', () => {
    const { unhonoured, strays } = readSshArguments('-o KexAlgorithms=+x -D 1080 -o Port=many -o What=ever stray -X')
    expect(unhonoured).toEqual(['-o KexAlgorithms=+x', '-D 1080', '-o Port=many', '-o What=ever', '-X'])
    expect(strays).toEqual(['stray'])
  })
})
