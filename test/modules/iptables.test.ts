import { expect, test } from 'vitest'
import iptables from '../../src/modules/iptables.ts'
import { changes, failure, plan } from './plan-rig.ts'
import { withDefaults } from './rig.ts'

const missing = { chain: true, rule: false, policy: 'ACCEPT' }

const commands = (options: Record<string, unknown>, chain: object = missing) =>
  changes(plan(iptables, { options: { chain: 'INPUT', ...options }, answers: { chain } })).flatMap(
    (one) => one.commands,
  )

test.each<[Record<string, unknown>, string]>([
  [
    { protocol: 'tcp', destination_port: '22', jump: 'ACCEPT', ctstate: ['NEW'], syn: 'match' },
    'iptables -t filter -A INPUT -p tcp -j ACCEPT --destination-port 22 --syn -m conntrack --ctstate NEW',
  ],
  [
    { source: '!10.0.0.0/8', jump: 'DROP', action: 'insert', rule_num: '3' },
    "iptables -t filter -I INPUT 3 '!' -s 10.0.0.0/8 -j DROP",
  ],
  [
    { protocol: 'tcp', destination_ports: ['80', '443', '8081:8083'], jump: 'ACCEPT' },
    'iptables -t filter -A INPUT -p tcp -j ACCEPT -m multiport --dports 80,443,8081:8083',
  ],
  [
    { match: ['state'], ctstate: ['RELATED', 'ESTABLISHED'], jump: 'ACCEPT' },
    'iptables -t filter -A INPUT -m state -j ACCEPT --state RELATED,ESTABLISHED',
  ],
  [
    { log_prefix: 'a b', limit: '1/s', limit_burst: '5' },
    "iptables -t filter -A INPUT -j LOG --log-prefix 'a b' -m limit --limit 1/s --limit-burst 5",
  ],
  [
    { reject_with: 'tcp-reset', protocol: 'tcp', comment: 'no' },
    'iptables -t filter -A INPUT -p tcp -j REJECT --reject-with tcp-reset -m comment --comment no',
  ],
  [
    { protocol: 'ipv6-icmp', icmp_type: '8', ip_version: 'ipv6', jump: 'ACCEPT' },
    'ip6tables -t filter -A INPUT -p ipv6-icmp -j ACCEPT --icmpv6-type 8',
  ],
  [{ policy: 'DROP' }, 'iptables -t filter -P INPUT DROP'],
  [{ flush: true, table: 'nat' }, 'iptables -t nat -F INPUT'],
])('%o', (options, command) => {
  expect(commands(options)).toEqual([command])
})

test('what is there is not added, and removed when unwanted', () => {
  const rule = { source: '1.2.3.4', jump: 'DROP' }
  expect(commands(rule, { ...missing, rule: true })).toEqual([])
  expect(commands({ ...rule, state: 'absent' }, { ...missing, rule: true })).toEqual([
    'iptables -t filter -D INPUT -s 1.2.3.4 -j DROP',
  ])
  expect(commands({ ...rule, state: 'absent' })).toEqual([])
  expect(commands({ policy: 'ACCEPT' })).toEqual([])
})

test('a chain is made with its first rule where asked', () => {
  const [command] = commands({ chain: 'OWN', jump: 'DROP', chain_management: true }, { chain: false, rule: false })
  expect(command).toBe('iptables -t filter -N OWN &&\niptables -t filter -A OWN -j DROP')
})

test('the result tells the rule', () => {
  const options = withDefaults(iptables.options, { chain: 'INPUT', jump: 'DROP', protocol: 'udp' })
  expect(iptables.returns?.({ options } as never)?.get('rule')).toBe('-p udp -j DROP')
})

test('a chain is needed', () => {
  expect(failure(iptables, { options: { jump: 'DROP' }, answers: { chain: missing } })).toBe(
    'Either chain or flush parameter must be specified.',
  )
})
