import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectDocker } from '../../src/connection/docker.ts'
import { openHost } from '../../src/remote/open-host.ts'
import { stat } from '../../src/remote/queries/stat.ts'
import { sh } from '../../src/remote/sh.ts'
import { connectionContract } from '../connection/contract.ts'
import { dockerEnvironment } from '../lab/docker.ts'
import { mustRun } from '../lab/run-program.ts'
import { sharedEngine } from '../lab/shared-lab.ts'
import { shown } from '../remote/shell-contract.ts'

const engine = sharedEngine()
const environment = dockerEnvironment(engine.socket)
const docker = (...args: string[]) => mustRun(['docker', ...args], { env: environment })
const before = { ...process.env }
let container: string
beforeAll(async () => {
  Object.assign(process.env, environment)
  container = (await docker('run', '-d', engine.images[0], '/bin/sleep', '3600')).trim()
})
afterAll(async () => {
  await docker('rm', '-f', container)
  process.env = before
})

connectionContract('docker', async () => ({ connect: () => connectDocker({ transport: 'docker', container }) }))

describe('a container as a host', () => {
  it('has shells, files and time limits', async () => {
    const host = openHost({ transport: 'docker', container })
    const shell = host.as({})
    const content = Buffer.alloc(300_000, 'x')
    const answers = await shell.exchange([
      { script: sh`echo hello; echo there >&2; exit 3` },
      { write: { path: '/tmp/large', content, mode: 0o600 } },
    ])
    expect(answers.map(shown)).toEqual([
      ['hello\n', 'there\n', 3],
      ['', '', 0],
    ])
    expect(await shell.ask({ found: stat('/tmp/large') })).toMatchObject({ found: { size: 300_000, mode: 0o600 } })
    const [late] = await shell.exchange([{ script: sh`sleep 4321` }], { timeout: 0.3 })
    expect(late?.status).toBe(124)
    const [left] = await shell.exchange([{ script: sh`ps | grep -c '[s]leep 4321'` }])
    expect(String(left?.stdout)).toBe('0\n')
    await host.close()
  })

  it('that is not there is unreachable, with the words of docker', async () => {
    const host = openHost({ transport: 'docker', container: 'no-such-container' })
    await expect(host.as({}).exchange([{ script: sh`:` }])).rejects.toThrow('No such container')
    await host.close()
  })
})
