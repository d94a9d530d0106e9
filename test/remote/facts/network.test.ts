import { expect, test } from 'vitest'
import { networkFacts } from '../../../src/remote/facts/network.ts'
import { sourcesOf } from './rig.ts'

const net = (name: string, files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).map(([file, text]) => [`/sys/class/net/${name}/${file}`, text]))

const facts = networkFacts(
  sourcesOf({
    files: {
      ...net('lo', { address: '00:00:00:00:00:00', mtu: '65536', operstate: 'unknown', type: '772', flags: '0x9' }),
      ...net('eth0', {
        address: '02:fc:00:00:00:01',
        mtu: '1400',
        operstate: 'up',
        type: '1',
        speed: '1000',
        flags: '0x1103',
      }),
      ...net('br0', {
        address: '02:00:00:00:00:02',
        mtu: '1500',
        operstate: 'down',
        type: '1',
        'bridge/bridge_id': '8000.02',
        'bridge/stp_state': '1',
      }),
    },
    links: {
      '/sys/class/net/eth0/device': '../../../virtio2',
      '/sys/class/net/eth0/device/driver/module': '../../../../module/virtio_net',
      '/sys/class/net/br0/brif/veth1': '../../veth1/brport',
    },
    sections: {
      ip: `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
       valid_lft forever preferred_lft forever
    inet6 ::1/128 scope host
2: eth0@if5: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1400 qdisc fq state UP group default qlen 1000
    link/ether 02:fc:00:00:00:01 brd ff:ff:ff:ff:ff:ff
    inet 192.0.2.2/24 brd 192.0.2.255 scope global eth0
    inet 192.0.2.3/24 scope global secondary eth0
    inet 10.1.2.3/16 brd 10.1.255.255 scope global eth0:1
    inet6 fd00::2/64 scope global`,
      route4: '8.8.8.8 via 192.0.2.1 dev eth0 src 192.0.2.2 uid 0',
      route6: '2404:6800:400a:800::1012 from :: via fd00::1 dev eth0 src fd00::2 metric 1024',
    },
  }),
)

test('interfaces have what the kernel tells of them', () => {
  expect(facts.interfaces).toEqual(['lo', 'eth0', 'br0', 'eth0_1'])
  expect(facts.lo).toEqual({
    device: 'lo',
    mtu: 65536,
    active: true,
    type: 'loopback',
    promisc: false,
    ipv4: { address: '127.0.0.1', broadcast: '', netmask: '255.0.0.0', network: '127.0.0.0', prefix: '8' },
    ipv6: [{ address: '::1', prefix: '128', scope: 'host' }],
  })
  expect(facts.eth0).toMatchObject({
    module: 'virtio_net',
    pciid: 'virtio2',
    speed: 1000,
    promisc: true,
    type: 'ether',
  })
  expect(facts.br0).toMatchObject({ active: false, type: 'bridge', id: '8000.02', stp: true, interfaces: ['veth1'] })
})

test('further addresses are secondaries, or belong to an alias', () => {
  const secondary = {
    address: '192.0.2.3',
    broadcast: '',
    netmask: '255.255.255.0',
    network: '192.0.2.0',
    prefix: '24',
  }
  expect((facts.eth0 as { ipv4_secondaries: unknown }).ipv4_secondaries).toEqual([secondary])
  expect(facts.eth0_1).toEqual({
    ipv4: { address: '10.1.2.3', broadcast: '10.1.255.255', netmask: '255.255.0.0', network: '10.1.0.0', prefix: '16' },
  })
})

test('the default routes are told with their addresses', () => {
  const device = { interface: 'eth0', macaddress: '02:fc:00:00:00:01', mtu: 1400, type: 'ether' }
  expect(facts.default_ipv4).toEqual({
    ...device,
    address: '192.0.2.2',
    alias: 'eth0',
    broadcast: '192.0.2.255',
    gateway: '192.0.2.1',
    netmask: '255.255.255.0',
    network: '192.0.2.0',
    prefix: '24',
  })
  expect(facts.default_ipv6).toEqual({
    ...device,
    address: 'fd00::2',
    gateway: 'fd00::1',
    prefix: '64',
    scope: 'global',
  })
  expect(facts.all_ipv4_addresses).toEqual(['192.0.2.2', '192.0.2.3', '10.1.2.3'])
  expect(facts.all_ipv6_addresses).toEqual(['fd00::2'])
})
