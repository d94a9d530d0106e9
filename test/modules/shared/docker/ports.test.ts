import { expect, test } from 'vitest'
import { exposedPorts, portBindings } from '../../../../src/modules/shared/docker/ports.ts'

test.each<[string, Record<string, [ip: string, port: string][]>]>([
  ['80', { '80/tcp': [['0.0.0.0', '']] }],
  ['8080:80', { '80/tcp': [['0.0.0.0', '8080']] }],
  ['53:53/UDP', { '53/udp': [['0.0.0.0', '53']] }],
  ['127.0.0.1:8081:9001/udp', { '9001/udp': [['127.0.0.1', '8081']] }],
  ['127.0.0.1::80', { '80/tcp': [['127.0.0.1', '']] }],
  ['[::1]:8080:80', { '80/tcp': [['::1', '8080']] }],
  ['8000-8001:80-81', { '80/tcp': [['0.0.0.0', '8000']], '81/tcp': [['0.0.0.0', '8001']] }],
])('%s is bound to %o', (written, expected) => {
  const bound = [...portBindings([written])].map(([port, bindings]) => [
    port,
    bindings.map(({ HostIp, HostPort }) => [HostIp, HostPort]),
  ])
  expect(Object.fromEntries(bound)).toEqual(expected)
})

test('a port may be published several times, and by default elsewhere', () => {
  expect(portBindings(['1:80', '2:80'], '10.0.0.1').get('80/tcp')).toEqual([
    { HostIp: '10.0.0.1', HostPort: '1' },
    { HostIp: '10.0.0.1', HostPort: '2' },
  ])
})

test('ports are exposed one by one', () => {
  expect(exposedPorts(['80', '53/udp', '8000-8002'])).toEqual(['80/tcp', '53/udp', '8000/tcp', '8001/tcp', '8002/tcp'])
})

test.each([
  ['x:80', "Invalid port description 'x:80'"],
  ['80-79', "Invalid port range in '80-79'"],
  ['1-3:80-81', "Port ranges don't match in length: '1-3:80-81'"],
])('%s is refused', (written, message) => {
  expect(() => portBindings([written])).toThrow(message)
})
