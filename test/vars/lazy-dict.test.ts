import { expect, it } from 'vitest'
import { LazyDict } from '../../src/vars/lazy-dict.ts'

const counting = () => {
  const asked: string[] = []
  const lazy = new LazyDict(
    () => ['a', 'b', 'gone'],
    (name) => {
      asked.push(name)
      return name === 'gone' ? undefined : name.toUpperCase()
    },
  )
  return { lazy, asked }
}

it('makes a value when it is asked for, and once', () => {
  const { lazy, asked } = counting()
  expect([lazy.get('b'), lazy.get('b'), lazy.has('b')]).toEqual(['B', 'B', true])
  expect(asked).toEqual(['b'])
})

it('has no key whose value can not be made', () => {
  const { lazy } = counting()
  expect([lazy.has('gone'), lazy.get('gone'), lazy.get(1)]).toEqual([false, undefined, undefined])
  expect([...lazy.keys()]).toEqual(['a', 'b'])
  expect(lazy.size).toBe(2)
})

it('is walked like any other Map', () => {
  const { lazy } = counting()
  const walked: unknown[] = []
  lazy.forEach((value, key) => {
    walked.push([key, value])
  })
  expect(walked).toEqual([...lazy])
  expect([...lazy.values()]).toEqual(['A', 'B'])
})

it('knows no names that every object has', () => {
  expect(LazyDict.of({ a: () => 1 }).get('constructor')).toBeUndefined()
})
