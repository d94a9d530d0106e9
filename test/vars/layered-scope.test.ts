import { expect, it } from 'vitest'
import { dict } from '../../src/values.ts'
import { LayeredScope } from '../../src/vars/layered-scope.ts'
import { LazyDict } from '../../src/vars/lazy-dict.ts'
import type { Layer } from '../../src/vars/precedence.ts'

const layer = (origin: string, values: Layer['values']): Layer => ({ rung: 'play vars', origin, values })
const strong = layer('strong', dict({ x: 1, d: dict({ a: 1 }) }))
const weak = layer('weak', dict({ x: 2, y: 3, d: dict({ b: 2 }) }))

it('finds a name in the strongest layer that has it', () => {
  const scope = new LayeredScope([strong, weak])
  expect([scope.get('x'), scope.get('y'), scope.get('z')]).toEqual([1, 3, undefined])
  expect([scope.has('y'), scope.has('z')]).toEqual([true, false])
  expect([...scope.names()]).toEqual(['x', 'd', 'y'])
})

it('tells every definition of a name, the winning one first', () => {
  const found = new LayeredScope([strong, weak]).definitions('x')
  expect(found.map(({ layer: { origin }, value }) => [origin, value])).toEqual([
    ['strong', 1],
    ['weak', 2],
  ])
})

it('merges dicts through the layers only where told to', () => {
  expect(new LayeredScope([strong, weak]).get('d')).toEqual(dict({ a: 1 }))
  expect(new LayeredScope([strong, weak], true).get('d')).toEqual(dict({ b: 2, a: 1 }))
})

it('merges down to the first value that is no dict', () => {
  const text = layer('text', dict({ d: 'no dict' }))
  expect(new LayeredScope([strong, text, weak], true).get('d')).toEqual(dict({ a: 1 }))
})

it('keeps merging when stronger layers are put on top', () => {
  const top = layer('top', dict({ d: dict({ c: 3 }) }))
  expect(new LayeredScope([weak], true).over([top]).get('d')).toEqual(dict({ b: 2, c: 3 }))
})

it('makes no value of a lazy layer that a stronger one hides', () => {
  const made: string[] = []
  const lazy = LazyDict.of({
    x: () => {
      made.push('x')
      return 9
    },
  })
  expect(new LayeredScope([strong, layer('lazy', lazy)]).get('x')).toBe(1)
  expect(made).toEqual([])
})
