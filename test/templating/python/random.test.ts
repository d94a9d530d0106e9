import { describe, expect, it } from 'vitest'
import { Random } from '../../../src/templating/python/random.ts'

describe('Random', () => {
  it('draws the floats that Python draws for a seed', () => {
    expect(new Random(42n).random()).toBe(0.6394267984578837)
    expect(new Random('host7').random()).toBe(0.22534395036033306)
    expect(new Random(-(2n ** 70n)).random()).toBe(0.2327882718301838)
  })

  it('draws the whole numbers that Python draws', () => {
    const random = new Random(7n)
    expect([random.below(100n), random.below(100n), random.below(10n ** 20n)]).toEqual([
      41n,
      19n,
      12007621696699967246n,
    ])
  })

  it('shuffles as Python does', () => {
    const items = [1, 2, 3, 4, 5, 6, 7]
    new Random('seed').shuffle(items)
    expect(items).toEqual([6, 4, 5, 3, 7, 1, 2])
  })

  it('draws anew without a seed', () => {
    expect(new Random().bits(128)).not.toBe(new Random().bits(128))
  })
})
