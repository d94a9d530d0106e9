import { expect, test } from 'vitest'
import { partsFor, selectCollectors } from '../../../src/remote/facts/subsets.ts'

const has = (subset: string[], names: string[]) => names.map((name) => selectCollectors(subset).has(name as never))

test.each([
  [[], ['user', 'network', 'hardware'], [true, true, true]],
  [['!all'], ['user', 'network'], [true, false]],
  [['min'], ['user', 'network'], [true, false]],
  [['network'], ['user', 'network', 'virtual'], [true, true, false]],
  [
    ['!all', '!min', 'interfaces'],
    ['user', 'network'],
    [false, true],
  ],
  [
    ['all', '!hardware', '!nonsense'],
    ['network', 'hardware'],
    [true, false],
  ],
  [['!hardware', 'hardware', 'all'], ['hardware'], [true]],
])('%j', (subset, names, expected) => {
  expect(has(subset, names)).toEqual(expected)
})

test('a name that is no subset is refused', () => {
  expect(() => selectCollectors(['harware'])).toThrow(
    "Bad subset 'harware' given to Ansible. gather_subset options allowed: all, all_ipv4",
  )
})

test('only the parts of the script that are needed run', () => {
  expect([...partsFor(selectCollectors(['!all', '!min', 'network']))]).toEqual(['network'])
})
