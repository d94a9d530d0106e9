import { expect, test } from 'vitest'
import { type Engine, planContainer } from '../../../../src/modules/shared/docker/container-plan.ts'
import { dockerObject } from '../../../../src/remote/queries/docker.ts'
import { container } from '../../docker-rig.ts'

const image = { Id: 'sha256:1', RepoDigests: ['nginx@sha256:d'], Config: { Env: ['PATH=/bin'] } }
const running = {
  Image: 'sha256:1',
  Config: { Image: 'nginx:latest', User: '', Env: ['PATH=/bin'] },
  HostConfig: {},
  State: { Running: true },
  NetworkSettings: { Networks: { bridge: {} } },
}
const stopped = { ...running, State: { Running: false } }
const engine: Engine = { container: running, image, registry: null }

const summaries = (written: Record<string, unknown>, differing: Partial<Engine> = {}) =>
  [...planContainer(container(written), { ...engine, ...differing })].map(({ summary }) =>
    summary.replace(' (web)', ''),
  )

const create = 'create the container'
const start = 'start the container'
const anew = ['stop the container', 'remove the container', 'make the container anew', start]
const pull = 'pull the image nginx:latest'

test.each<[string, Record<string, unknown>, Partial<Engine>, string[]]>([
  ['runs as wanted', {}, {}, []],
  ['is not there', {}, { container: null }, [create, start]],
  ['is not there, nor is its image', {}, { container: null, image: null }, [pull, create, start]],
  ['is only to be there', { state: 'present' }, { container: null }, [create]],
  ['is there and not running', { state: 'present' }, { container: stopped }, []],
  ['does not run', {}, { container: stopped }, [start]],
  ['is to be stopped', { state: 'stopped' }, {}, ['stop the container']],
  ['is to be killed', { state: 'stopped', force_kill: true }, {}, ['kill the container']],
  ['is to go', { state: 'absent' }, {}, ['stop the container', 'remove the container']],
  ['is to go and does not run', { state: 'absent' }, { container: stopped }, ['remove the container']],
  ['is gone', { state: 'absent' }, { container: null }, []],
  ['differs', { user: 'me' }, {}, anew],
  ['differs and does not run', { user: 'me' }, { container: stopped }, anew.slice(1)],
  ['is of an older image', {}, { image: { ...image, Id: 'sha256:2' } }, anew],
  ['is of an older image, which is ignored', { comparisons: { image: 'ignore' } }, { image: { Id: '2' } }, []],
  ['is to be made anew', { recreate: true }, {}, anew],
  ['is to be restarted', { restart: true }, {}, ['restart the container']],
  ['has the image of the registry', { pull: 'always' }, { registry: { Descriptor: { digest: 'sha256:d' } } }, []],
  [
    'has another image than the registry',
    { pull: true },
    { registry: { Descriptor: { digest: 'sha256:e' } } },
    [pull, ...anew],
  ],
  [
    'is in a network more',
    { networks: [{ name: 'n' }], network_mode: 'default', comparisons: { network_mode: 'ignore' } },
    {},
    ['connect the container to the network n'],
  ],
  [
    'is in no other network',
    { networks: [{ name: 'n' }], purge_networks: true, comparisons: { network_mode: 'ignore' } },
    {},
    ['connect the container to the network n', 'disconnect the container from the network bridge'],
  ],
])('a container that %s', (_what, written, differing, expected) => {
  expect(summaries(written, differing)).toEqual(expected)
})

test('the diff says which option differs', () => {
  const changes = [...planContainer(container({ user: 'me' }), engine)]
  const made = changes.find(({ summary }) => summary.startsWith('make'))
  expect(made?.diff).toEqual({ before: '{\n    "user": ""\n}\n', after: '{\n    "user": "me"\n}\n' })
})

test.each([
  [{ image: undefined }, { container: null }, 'Cannot create container when image is not specified!'],
  [{ pull: 'never' }, { image: null }, 'Cannot find image with name nginx:latest, and pull=never'],
  [{ pull: 'perhaps' }, {}, 'value of pull must be one of: always, missing, never, got: perhaps'],
])('%o fails', (written, differing, message) => {
  expect(() => summaries(written, differing)).toThrow(message)
})

/** A dry run goes on with the container that it planned. */
test.each([
  [{ user: 'me', env: { A: 1 }, published_ports: ['8080:80'] }, { container: null }],
  [{ user: 'me', env: { A: 1 } }, {}],
  [{ state: 'absent' }, {}],
])('%o is planned once', (written, differing) => {
  const options = container(written)
  const before = { ...engine, ...differing }
  const effects = [...planContainer(options, before)].flatMap((change) => change.effects)
  const after = dockerObject('container', 'web').overlay(before.container, effects)
  expect([...planContainer(options, { ...before, container: after })].map(({ summary }) => summary)).toEqual([])
})
