import { expect, it } from 'vitest'
import { argumentsFile, programArguments } from '../../../src/modules/programs/program-arguments.ts'
import { dict, Secret } from '../../../src/values.ts'

const settings = { name: 'widget', check: true, diff: true, hidden: false, verbosity: 2, directory: '/tmp/x' }

it('adds what every module is told, and opens secrets', () => {
  const args = programArguments(dict({ a: 1, s: new Secret('hush'), l: [dict({ s: new Secret('deep') })] }), settings)
  expect([args.get('s'), args.get('l')]).toEqual(['hush', [dict({ s: 'deep' })]])
  expect([args.get('_ansible_check_mode'), args.get('_ansible_tmpdir')]).toEqual([true, '/tmp/x'])
})

it.each([
  ['key-value', `a=1 b='it'\\''s' c=True d=None e='[1, "x"]' `],
  ['want-json', `{"a": 1, "b": "it's", "c": true, "d": null, "e": [1, "x"]}`],
  ['binary', `{"a": 1, "b": "it's", "c": true, "d": null, "e": [1, "x"]}`],
] as const)('writes the file of a %s module', (style, text) => {
  expect(argumentsFile(dict({ a: 1, b: "it's", c: true, d: null, e: [1, 'x'] }), style)).toBe(text)
})
