import { expect, test } from 'vitest'
import { isIpAddress, parseAddress } from '../../src/inventory/address.ts'

test.each([
  ['web1', 'web1', undefined],
  ['web1:22', 'web1', 22],
  ['web[1:3].example.org:22', 'web[1:3].example.org', 22],
  ['[web1]:22', 'web1', 22],
  ['192.168.0.1:22', '192.168.0.1', 22],
  ['192.168.0.[1:9]', '192.168.0.[1:9]', undefined],
  ['2001:db8::1', '2001:db8::1', undefined],
  ['[2001:db8::1]:22', '2001:db8::1', 22],
  ['2001:db8::[a:f]', '2001:db8::[a:f]', undefined],
  ['under_score', 'under_score', undefined],
  ['münchen', 'münchen', undefined],
])('%s is an address', (text, host, port) => {
  expect(parseAddress(text)).toEqual({ host, port })
})

test.each(['web-', '-web', 'a:b', 'a b', 'web1:', 'fe80::1%eth0', '*', 'web[1-3]', ''])('%j is none', (text) => {
  expect(parseAddress(text)).toBeUndefined()
})

test('addresses are told from names', () => {
  expect(['10.0.0.1', '::1', '10.0.0.[1:3]'].map(isIpAddress)).toEqual([true, true, true])
  expect(['10.0.0.256', 'host', '1.2.3'].map(isIpAddress)).toEqual([false, false, false])
})
