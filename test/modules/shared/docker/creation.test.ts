import { expect, test } from 'vitest'
import { creation, plannedContainer } from '../../../../src/modules/shared/docker/creation.ts'
import { container } from '../../docker-rig.ts'

test('only what is given is sent', () => {
  expect(creation(container(), null)).toEqual({ Image: 'nginx:latest', HostConfig: {} })
})

test.each<[Record<string, unknown>, Record<string, unknown>]>([
  [
    { command: 'run "a b"', entrypoint: ['/x'] },
    { Cmd: ['run', 'a b'], Entrypoint: ['/x'] },
  ],
  [{ env: { A: true, B: null, C: 1.5 } }, { Env: ['A=true', 'B=', 'C=1.5'] }],
  [
    { published_ports: ['127.0.0.1:8081:9001/udp'] },
    {
      ExposedPorts: { '9001/udp': {} },
      HostConfig: { PortBindings: { '9001/udp': [{ HostIp: '127.0.0.1', HostPort: '8081' }] } },
    },
  ],
  [{ published_ports: ['all'] }, { ExposedPorts: {}, HostConfig: { PortBindings: {}, PublishAllPorts: true } }],
  [
    { volumes: ['/a:/b', 'data:/c:ro', '/anonymous'] },
    { HostConfig: { Binds: ['/a:/b:rw', 'data:/c:ro'] }, Volumes: { '/anonymous': {} } },
  ],
  [
    { links: ['db', 'cache:c'], restart_policy: 'on-failure', restart_retries: 3 },
    {
      HostConfig: {
        Links: ['/db:/web/db', '/cache:/web/c'],
        RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
      },
    },
  ],
  [{ restart_policy: 'always', restart_retries: 3 }, { HostConfig: { RestartPolicy: { Name: 'always' } } }],
  [
    { memory: '1k', memory_swap: 'unlimited', cpus: '0.5' },
    { HostConfig: { Memory: 1024, MemorySwap: -1, NanoCpus: 5e8 } },
  ],
  [
    { devices: ['/dev/x:/dev/y:r', '/dev/z'], ulimits: ['nofile:1:2', 'core:0'] },
    {
      HostConfig: {
        Devices: [
          { PathOnHost: '/dev/x', PathInContainer: '/dev/y', CgroupPermissions: 'r' },
          { PathOnHost: '/dev/z', PathInContainer: '/dev/z', CgroupPermissions: 'rwm' },
        ],
        Ulimits: [
          { Name: 'nofile', Soft: 1, Hard: 2 },
          { Name: 'core', Soft: 0, Hard: 0 },
        ],
      },
    },
  ],
  [{ healthcheck: { test: ['NONE'] } }, { Healthcheck: { Test: ['NONE'] } }],
  [
    { healthcheck: { test: ['CMD', 'x'], interval: '1m30s', retries: 2 } },
    { Healthcheck: { Test: ['CMD', 'x'], Interval: 90e9, Retries: 2 } },
  ],
])('%o', (written, expected) => {
  const { HostConfig = {}, ...rest } = expected
  expect(creation(container(written), null)).toEqual({ Image: 'nginx:latest', HostConfig, ...rest })
})

test('the first network is where the container begins', () => {
  const networks = [{ name: 'front', aliases: ['www'], ipv4_address: '10.0.0.2' }, { name: 'back' }]
  expect(creation(container({ networks }), null)).toMatchObject({
    HostConfig: { NetworkMode: 'front' },
    NetworkingConfig: { EndpointsConfig: { front: { Aliases: ['www'], IPAMConfig: { IPv4Address: '10.0.0.2' } } } },
  })
})

test('the container that is expected of it', () => {
  expect(
    plannedContainer(container({ user: 'me', networks: [{ name: 'n' }] }), { running: true, image: { Id: '1' } }),
  ).toMatchObject({
    Name: '/web',
    Image: '1',
    Config: { Image: 'nginx:latest', User: 'me' },
    State: { Running: true },
    NetworkSettings: { Networks: { n: {} } },
  })
})
