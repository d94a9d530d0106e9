import { expect, test } from 'vitest'
import { BoundedCache } from '../../src/util/bounded-cache.ts'

const kept = (bounds: { entries: number; characters: number }, ...keys: string[]) => {
  const cache = new BoundedCache<string>(bounds)
  for (const key of keys) cache.get(key, () => key.toUpperCase())
  const made: string[] = []
  return {
    size: cache.size,
    has: (key: string) => {
      cache.get(key, () => {
        made.push(key)
        return key
      })
      return !made.includes(key)
    },
  }
}

test('makes a value once', () => {
  const cache = new BoundedCache<number>({ entries: 2, characters: 10 })
  expect([cache.get('a', () => 1), cache.get('a', () => 2)]).toEqual([1, 1])
})

test('keeps the latest entries', () => {
  const cache = kept({ entries: 2, characters: 100 }, 'a', 'b', 'c')
  expect(cache.size).toBe(2)
  expect([cache.has('b'), cache.has('c'), cache.has('a')]).toEqual([true, true, false])
})

test('keeps the latest characters', () => {
  const cache = kept({ entries: 9, characters: 6 }, 'aaa', 'bb', 'cc')
  expect(cache.size).toBe(2)
  expect([cache.has('bb'), cache.has('cc'), cache.has('aaa')]).toEqual([true, true, false])
})

test('takes the length of a text that is not its key', () => {
  const cache = new BoundedCache<string>({ entries: 9, characters: 6 })
  for (const key of ['a', 'b', 'c']) cache.get(key, () => key, 3)
  expect(cache.size).toBe(2)
})

test('keeps a text that is too long alone', () => {
  const cache = kept({ entries: 9, characters: 3 }, 'a', 'long text')
  expect(cache.size).toBe(1)
  expect(cache.has('long text')).toBe(true)
})
