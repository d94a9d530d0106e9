import { expect, test } from 'vitest'
import { differences, valueAt } from '../../../../src/modules/shared/docker/compare.ts'
import { container } from '../../docker-rig.ts'

const actual = {
  Config: {
    Cmd: ['sleep', '9'],
    Env: ['A=1', 'PATH=/bin'],
    Labels: { own: 'x', other: 'y' },
    User: '',
    Healthcheck: { Test: ['CMD-SHELL', 'true'], Interval: 1e9, Retries: 3 },
    ExposedPorts: { '80/tcp': {} },
  },
  HostConfig: {
    Memory: 536_870_912,
    Binds: ['/a:/b:rw', '/c:/d:ro'],
    PortBindings: { '80/tcp': [{ HostPort: '8080', HostIp: '0.0.0.0' }] },
    RestartPolicy: { Name: 'always', MaximumRetryCount: 0 },
    NanoCpus: 1_500_000_000,
    Dns: null,
    CapAdd: null,
    Privileged: false,
  },
}
const image = { Config: { Env: ['PATH=/bin', 'A=0'] } }

const differing = (written: Record<string, unknown>) =>
  differences(container(written), actual, image).map(({ option }) => option)

test.each<[string, Record<string, unknown>]>([
  ['nothing', {}],
  ['a command as text', { command: 'sleep 9' }],
  ['a command as words', { command: ['sleep', 9] }],
  ['an environment besides that of the image', { env: { A: 1 } }],
  ['one label of several', { labels: { own: 'x' } }],
  ['a size', { memory: '512M' }],
  ['processors', { cpus: 1.5 }],
  ['some volumes of several', { volumes: ['/a:/b'] }],
  ['ports', { published_ports: ['8080:80'] }],
  ['a policy', { restart_policy: 'always' }],
  ['part of a health check', { healthcheck: { test: 'true', interval: '1s' } }],
  ['what is empty', { user: '', dns_servers: [], capabilities: [], privileged: false }],
  ['what is to be ignored', { memory: '1G', comparisons: { memory: 'ignore' } }],
  ['what is all to be ignored', { memory: '1G', env: { B: 1 }, comparisons: { '*': 'ignore' } }],
])('%s is as wanted', (_what, written) => {
  expect(differing(written)).toEqual([])
})

test.each<[string, Record<string, unknown>, string[]]>([
  ['another command', { command: 'sleep 10' }, ['command']],
  ['a variable more', { env: { A: 1, B: 2 } }, ['env']],
  ['another value', { env: { A: 2 } }, ['env']],
  ['another label', { labels: { own: 'z' } }, ['labels']],
  ['exactly these labels', { labels: { own: 'x' }, comparisons: { labels: 'strict' } }, ['labels']],
  ['exactly these volumes', { volumes: ['/a:/b'], comparisons: { '*': 'strict' } }, ['volumes']],
  ['another port', { published_ports: ['8081:80'] }, ['published_ports']],
  ['a port more', { published_ports: ['8080:80', '1:2'] }, ['exposed_ports', 'published_ports']],
  ['another interval', { healthcheck: { test: 'true', interval: '2s' } }, ['healthcheck']],
  ['several at once', { memory: '1G', user: 'me', privileged: true }, ['user', 'privileged', 'memory']],
])('%s differs', (_what, written, expected) => {
  expect(differing(written)).toEqual(expected)
})

test('what differs is told with both values', () => {
  expect(differences(container({ user: 'me' }), actual, image)).toEqual([{ option: 'user', wanted: 'me', actual: '' }])
})

test('a comparison of another kind is refused', () => {
  expect(() => differing({ comparisons: { env: 'loose' } })).toThrow("Unknown comparison mode 'loose'!")
})

test('a place that is not there has no value', () => {
  expect(valueAt(actual, 'HostConfig.RestartPolicy.Name')).toBe('always')
  expect(valueAt(actual, 'HostConfig.None.Name')).toBeUndefined()
})
