import { describe, expect, it } from 'vitest'
import { failure, render } from '../../evaluate.ts'

describe('filters of IP addresses', () => {
  it.each([
    ["'192.0.2.7/24' | ansible.utils.ipaddr", '192.0.2.7/24'],
    ["'192.0.2.7/24' | ansible.utils.ipaddr('network')", '192.0.2.0'],
    ["'192.0.2.7/24' | ansible.utils.ipaddr('5')", '192.0.2.5/24'],
    ["'192.0.2.0/24' | ansible.utils.ipaddr('-1')", '192.0.2.255/24'],
    ["'192.0.2.0/24' | ansible.utils.ipaddr('range_usable')", '192.0.2.1-192.0.2.254'],
    ["['10.0.0.1', 'x', '::1'] | ansible.utils.ipaddr", "['10.0.0.1', '::1']"],
    ["['10.0.0.1', '::1'] | ansible.utils.ipv4", "['10.0.0.1']"],
    ["['10.0.0.1', '::1'] | ansible.utils.ipv6", "['::1']"],
    ["'10.1.2.3' | ansible.utils.ipaddr('10.0.0.0/8')", '10.1.2.3'],
    ["'x' | ansible.utils.ipaddr", 'False'],
    ["'192.0.2.7' | ansible.utils.ipaddr('revdns')", '7.2.0.192.in-addr.arpa.'],
    [
      "'2001:db8::1' | ansible.utils.ipaddr('revdns')",
      '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.',
    ],
    ["'192.0.2.7' | ansible.utils.ipaddr('int')", '3221225991'],
    ['3232235777 | ansible.utils.ipaddr', '192.168.1.1'],
    ["'2001:db8::/32' | ansible.utils.ipwrap", '[2001:db8::]/32'],
    ["['::1', 'h', '10.0.0.1'] | ansible.utils.ipwrap", "['[::1]', 'h', '10.0.0.1']"],
    ["'192.0.2.255' | ansible.utils.ipmath(2)", '192.0.3.1'],
    ["'2001:db8::1' | ansible.utils.ipmath(-1)", '2001:db8::'],
    ["'10.0.0.0/8' | ansible.utils.ipsubnet(20)", '4096'],
    ["'10.0.0.0/8' | ansible.utils.ipsubnet(20, 1)", '10.0.16.0/20'],
    ["'10.0.0.0/8' | ansible.utils.ipsubnet(20, -1)", '10.255.240.0/20'],
    ["'10.1.2.3' | ansible.utils.ipsubnet(24)", '10.1.2.0/24'],
    ["'10.0.0.0/8' | ansible.utils.nthhost(305)", '10.0.1.49'],
    ["'192.168.1.1/24' | ansible.utils.next_nth_usable(2)", '192.168.1.3'],
    ["'192.168.1.10/24' | ansible.utils.previous_nth_usable(2)", '192.168.1.8'],
    ["'192.168.0.0/24' | ansible.utils.network_in_usable('192.168.0.1')", 'True'],
    ["'192.168.0.0/24' | ansible.utils.network_in_usable('192.168.0.255')", 'False'],
    ["'192.168.0.0/24' | ansible.utils.network_in_network('192.168.0.0/25')", 'True'],
    ["['192.168.0.34', '10.3.0.3'] | ansible.utils.reduce_on_network('192.168.0.0/24')", "['192.168.0.34']"],
    ["['192.168.0.0/17', '192.168.128.0/17'] | ansible.utils.cidr_merge", "['192.168.0.0/16']"],
    ["['10.0.0.1', '10.0.0.200'] | ansible.utils.cidr_merge('span')", '10.0.0.0/24'],
    [
      "'fdcf:1894:23b5:d38c::/64' | ansible.utils.slaac('c2:31:b3:83:bf:2b')",
      'fdcf:1894:23b5:d38c:c031:b3ff:fe83:bf2b',
    ],
    ["'192.168.1.5' | ansible.utils.ip4_hex(':')", 'c0:a8:01:05'],
    ["'1:2::3' | ansible.utils.ipv6form('expand')", '0001:0002:0000:0000:0000:0000:0000:0003'],
    ["'1.2.3.4' | ansible.utils.ipcut(16)", '1.2'],
    ["'1A:2b:3c:4d:5e:6f' | ansible.utils.hwaddr('cisco')", '1a2b.3c4d.5e6f'],
    ["'1a2b.3c4d.5e6f' | ansible.utils.hwaddr('linux')", '1a:2b:3c:4d:5e:6f'],
    [
      "'192.168.1.0/30' | ansible.utils.usable_range",
      "{'usable_ips': ['192.168.1.0', '192.168.1.1', '192.168.1.2', '192.168.1.3'], 'number_of_ips': 4}",
    ],
  ])('{{ %s }} gives %j', (expression, text) => {
    expect(render(expression)).toBe(text)
  })

  it.each([
    "'192.0.2.7/24' | ansible.utils.ipaddr('bogus')",
    "'x' | ansible.utils.hwaddr('linux')",
    "'10.0.0.0/30' | ansible.utils.ipaddr('peer')",
  ])('{{ %s }} fails', (expression) => {
    expect(failure(expression)).toMatch(/\S/)
  })
})
