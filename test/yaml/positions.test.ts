import { expect, test } from 'vitest'
import type { Dict, Value } from '../../src/values.ts'
import { loadYaml } from '../../src/yaml/load.ts'
import { copyPlaces, positionOf, positionOfKey, positionOfValue } from '../../src/yaml/positions.ts'

const place = (position: { line: number; column: number } | undefined) => position && [position.line, position.column]
const dict = loadYaml('---\na: 1\nlist:\n  - x\n  - {k: v}\nempty:\n', { file: 'f.yml' }) as Dict
const list = dict.get('list') as Value[]

test('a container knows where it begins', () => {
  expect(positionOf(dict)).toEqual({ file: 'f.yml', line: 2, column: 1 })
  expect(place(positionOf(list))).toEqual([4, 3])
  expect(place(positionOf(list[1]))).toEqual([5, 5])
})

test('keys, values and items have places', () => {
  expect(place(positionOfKey(dict, 'list'))).toEqual([3, 1])
  expect(place(positionOfValue(dict, 'a'))).toEqual([2, 4])
  expect(place(positionOfValue(list, 1))).toEqual([5, 5])
  expect(place(positionOfKey(list[1] as Dict, 'k'))).toEqual([5, 6])
})

test('what was not loaded has no place', () => {
  expect(positionOf(new Map())).toBeUndefined()
  expect(positionOf('x')).toBeUndefined()
  expect(positionOfKey(dict, 'other')).toBeUndefined()
  expect(positionOfValue(dict, 'other')).toBeUndefined()
})

test('a copy can keep the places of the original', () => {
  const copy = copyPlaces(dict, new Map(dict))
  expect(place(positionOfKey(copy, 'list'))).toEqual([3, 1])
})
