import { describe, expect, it } from 'vitest'
import { dockerEnvironment } from '../lab/docker.ts'
import { mustRun } from '../lab/run-program.ts'
import { sharedEngine, sharedLab } from '../lab/shared-lab.ts'

const engine = sharedEngine()
const lab = sharedLab()
const docker = (...args: string[]) => mustRun(['docker', ...args], { env: dockerEnvironment(engine.socket) })
const request = (user: string) =>
  lab.exec(lab.host('h1'), 'printf "GET /_ping HTTP/1.0\\r\\n\\r\\n" | socat - UNIX-CONNECT:/run/docker.sock', user)

describe('the Docker engine', () => {
  it('runs a container from an image', async () => {
    expect(await docker('run', '--rm', engine.images[0], '/bin/echo', 'hello')).toBe('hello\n')
  })

  it('has two images of which one is in the registry', async () => {
    const [first, second] = await Promise.all(engine.images.map((name) => docker('inspect', '-f', '{{.Id}}', name)))
    expect(first).not.toBe(second)
    await docker('rmi', `${engine.registry}/busybox:1`)
    await docker('pull', '-q', `${engine.registry}/busybox:1`)
    expect(await docker('inspect', '-f', '{{.Id}}', `${engine.registry}/busybox:1`)).toBe(first)
  })

  it('answers root and the docker group on the host, and nobody else', async () => {
    expect((await request('root')).stdout).toContain('200 OK')
    expect((await request('worker')).stdout).toContain('200 OK')
    expect((await request('deploy')).stderr).toContain('Permission denied')
  })
})
