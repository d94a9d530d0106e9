import pLimit from 'p-limit'
import { expect, it } from 'vitest'
import { forAll } from '../../src/util/for-all.ts'

it('ends what has begun, begins nothing more, and tells the first failure', async () => {
  const seen: string[] = []
  const work = async (item: string): Promise<void> => {
    seen.push(`${item} begins`)
    await Promise.resolve()
    if (item === 'a') throw new Error('broken')
    await Promise.resolve()
    seen.push(`${item} ends`)
  }
  await expect(forAll(['a', 'b', 'c'], work, pLimit(2))).rejects.toThrow('broken')
  expect(seen).toEqual(['a begins', 'b begins', 'b ends'])
})

it('does all at once where nothing limits it', async () => {
  const seen: string[] = []
  await forAll(['a', 'b'], async (item) => {
    seen.push(item)
    await Promise.resolve()
    seen.push(item.toUpperCase())
  })
  expect(seen).toEqual(['a', 'b', 'A', 'B'])
})
