/** Containers through a host's engine, by playbook: what a dry run foretells, what a run does, and what the diff names. */
import { afterAll, describe, expect, it } from 'vitest'
import { dockerEnvironment } from '../lab/docker.ts'
import { inventoryLine } from '../lab/lab.ts'
import { mustRun } from '../lab/run-program.ts'
import { sharedEngine, sharedLab } from '../lab/shared-lab.ts'
import { inProject } from '../rig/project.ts'

const engine = sharedEngine()
const h1 = sharedLab().host('h1')
const docker = (...args: string[]) => mustRun(['docker', ...args], { env: dockerEnvironment(engine.socket) })
const inspected = async (name: string) => JSON.parse(await docker('inspect', name))[0]

afterAll(async () => {
  await mustRun(['sh', '-c', 'docker ps -aq | xargs -r docker rm -f; docker network rm lab-net || :'], {
    env: dockerEnvironment(engine.socket),
  })
})

/** One run of tasks on the host, as root through sudo unless told. */
const play = (tasks: readonly string[], { options = [] as readonly string[], user = 'deploy', become = true } = {}) =>
  inProject(
    {
      hosts: inventoryLine({ ...h1, user }),
      'site.yml': `- hosts: all\n  become: ${become}\n  gather_facts: false\n  tasks:\n${tasks.map((task) => `    - ${task}\n`).join('')}`,
    },
    async ({ run }) => {
      const ran = await run('site.yml', ...options)
      return { ...ran, changed: ran.recap.h1?.changed, text: ran.stdout + ran.stderr }
    },
  )

const sleeper = (name: string, more = '', image = engine.images[0]) =>
  `{docker_container: {name: ${name}, image: '${image}', command: [/bin/sleep, '3600'], stop_timeout: 0${more}}}`

describe('docker_container', () => {
  const web = (value: string) =>
    sleeper(
      'web',
      `, env: {LEVEL: '${value}', KEPT: x}, published_ports: ['127.0.0.1:8081:9001/udp'], labels: {a: b}, restart_policy: unless-stopped, volumes: ['/tmp:/data:ro'], memory: 64m, healthcheck: {test: [CMD, /bin/true], interval: 1h}`,
    )

  it('says in a dry run what a run does, and nothing the second time', async () => {
    const dry = await play([web('low')], { options: ['--check', '--diff'] })
    expect(dry.changed, dry.text).toBe(1)
    expect(await docker('ps', '-aq')).toBe('')
    const first = await play([web('low')])
    expect(first.changed, first.text).toBe(1)
    const second = await play([web('low'), web('low')])
    expect(second.changed, second.text).toBe(0)
    const { State, Config, HostConfig } = await inspected('web')
    expect(State.Running).toBe(true)
    expect(Config.Env).toEqual(expect.arrayContaining(['LEVEL=low', 'KEPT=x']))
    expect(HostConfig.PortBindings).toEqual({ '9001/udp': [{ HostIp: '127.0.0.1', HostPort: '8081' }] })
    expect(HostConfig).toMatchObject({
      Memory: 64 * 2 ** 20,
      Binds: ['/tmp:/data:ro'],
      RestartPolicy: { Name: 'unless-stopped' },
    })
  })

  it('makes it anew where a key differs, and names it', async () => {
    const { Id: before } = await inspected('web')
    const dry = await play([web('high')], { options: ['--check', '--diff'] })
    expect(dry.text).toMatch(/env/)
    expect(dry.text).toMatch(/^-.*LEVEL.*low/m)
    expect(dry.text).toMatch(/^\+.*LEVEL.*high/m)
    expect((await inspected('web')).Id).toBe(before)
    expect((await play([web('high')])).changed).toBe(1)
    const after = await inspected('web')
    expect(after.Id).not.toBe(before)
    expect(after.Config.Env).toContain('LEVEL=high')
  })

  it('stops, starts and removes it, each once', async () => {
    const state = (name: string) => `{docker_container: {name: web, image: '${engine.images[0]}', state: ${name}}}`
    const { recap, text } = await play(['stopped', 'stopped', 'started', 'started', 'absent', 'absent'].map(state))
    expect(recap.h1, text).toMatchObject({ changed: 3, ok: 6, failed: 0 })
    expect(await docker('ps', '-aq')).toBe('')
  })

  it('pulls from the registry when told always', async () => {
    const image = `${engine.registry}/busybox:1`
    await docker('rmi', image)
    const pulling = sleeper('pulled', ', pull: always', image)
    const first = await play([pulling, pulling])
    expect(first.changed, first.text).toBe(1)
    expect((await inspected('pulled')).Config.Image).toBe(image)
  })

  it('joins networks and sees linked containers', async () => {
    await docker('network', 'create', 'lab-net')
    const one = sleeper('one', ', networks: [{name: lab-net, aliases: [first]}], networks_cli_compatible: true')
    const two = sleeper('two', ", links: ['one:db'], networks: [{name: lab-net, links: ['one:db']}]")
    const first = await play([one, sleeper('plain')])
    expect(first.changed, first.text).toBe(2)
    expect((await play([one])).changed).toBe(0)
    expect((await inspected('one')).NetworkSettings.Networks['lab-net'].Aliases).toContain('first')
    const linked = await play([two])
    expect(linked.recap.h1, linked.text).toMatchObject({ failed: 0, changed: 1 })
  })

  it('works as a member of the docker group, without becoming root', async () => {
    const mine = await play([sleeper('mine')], { user: 'worker', become: false })
    expect(mine.recap.h1, mine.text).toMatchObject({ changed: 1, failed: 0 })
  })

  it('fails where the socket is not allowed, and says so', async () => {
    const denied = await play([sleeper('denied')], { become: false })
    expect(denied.recap.h1, denied.text).toMatchObject({ failed: 1 })
    expect(denied.text).toMatch(/permission denied/i)
  })
})

describe('the old spelling', () => {
  const old = (value: string) =>
    `docker: {name: udp, image: '${engine.registry}/busybox:1', command: '/bin/sleep 3600', state: reloaded, pull: always, ports: ['127.0.0.1:8082:9001/udp'], env: {A: '${value}'}, links: ['plain:db'], stop_timeout: 0}`

  it('runs, keeps what is right and reloads what differs', async () => {
    const first = await play([`{${old('1')}}`])
    expect(first.changed, first.text).toBe(1)
    const second = await play([`{${old('1')}}`], { options: ['--diff'] })
    expect(second.changed, second.text).toBe(0)
    expect((await play([`{${old('2')}}`], { options: ['--check'] })).changed).toBe(1)
    expect((await play([`{${old('2')}}`])).changed).toBe(1)
    const { Config, HostConfig } = await inspected('udp')
    expect(Config.Env).toContain('A=2')
    expect(HostConfig.PortBindings).toEqual({ '9001/udp': [{ HostIp: '127.0.0.1', HostPort: '8082' }] })
    expect(HostConfig.Links).toEqual(['/plain:/udp/db'])
  })
})
