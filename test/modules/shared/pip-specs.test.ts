import { expect, test } from 'vitest'
import { pipSpecs, readSpec } from '../../../src/modules/shared/pip-specs.ts'

test.each([
  [
    ['a', 'b>=1'],
    ['a', 'b>=1'],
  ],
  [
    ['a>=1', '<2', 'b'],
    ['a>=1,<2', 'b'],
  ],
  [['a>1 , !=1.5,b<2'], ['a>1,!=1.5', 'b<2']],
  [
    ['a[x', 'y]>=1', '~=1.0', ' c '],
    ['a[x,y]>=1,~=1.0', 'c'],
  ],
  [['', ' '], []],
])('%j is %j', (names, specs) => {
  expect(pipSpecs(names)).toEqual(specs)
})

test.each([
  ['a', '1.0', true],
  ['a==1.0', '1.0', true],
  ['a==1', '1.0', true],
  ['a==1.1', '1.0', false],
  ['a==1.*', '1.9', true],
  ['a!=1.*', '1.9', false],
  ['a>=2,<3', '2.10', true],
  ['a<2.9', '2.10', false],
  ['a>2.9', '2.10', true],
  ['a<=2.10', '2.10.0', true],
  ['a!=2.10', '2.10', false],
  ['a!=2.1', '2.10', true],
  ['a~=2.2', '2.10', true],
  ['a~=2.2.1', '2.10', false],
  ['a===1.0', '1.0', true],
  ['a===1.0', '1', false],
  ['a[x] >= 1', '1.0', true],
  ['a==1.0rc1', '1.0rc1', true],
  ['a>=1.0', '2.0rc1', undefined],
  ['a>=1.0rc1', '2.0', undefined],
  ['a>1.0.*', '2.0', undefined],
  ['a=>1', '2.0', undefined],
])('%s for %s: %s', (spec, version, expected) => {
  expect(readSpec(spec)?.holds(version)).toBe(expected)
})

test('names are those that pip lists, addresses are none', () => {
  expect(readSpec('My.Pkg_x>=1')?.name).toBe('my-pkg-x')
  expect([readSpec('git+https://host/x.git'), readSpec('./x'), readSpec('a; python_version<"3"')]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})
