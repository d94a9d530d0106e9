import { describe, expect, it } from 'vitest'
import { moduleReturns } from '../../../src/commands/doc/module-returns.ts'
import { moduleNames } from '../../../src/modules/registry.ts'
import { isDict } from '../../../src/values.ts'

const described = [...moduleNames()].filter((name) => moduleReturns(name) !== undefined)

describe('what modules return', () => {
  it('is told of those that playbooks use most', () => {
    expect(described.length).toBeGreaterThan(40)
    expect(moduleReturns('nothing')).toBeUndefined()
  })

  it.each(described)('is a type, a time and a sentence for each value of %s', (name) => {
    for (const [key, value] of moduleReturns(name)!) {
      expect(key).toMatch(/^\w+$/)
      expect(isDict(value) && [...value.keys()]).toEqual(['description', 'returned', 'type'])
      expect(isDict(value) && value.get('type')).toMatch(/^(str|int|bool|list|dict|raw)$/)
      expect(isDict(value) && value.get('description')).toEqual([expect.stringMatching(/^\S.*[.0-9]$/)])
    }
  })

  it('says when there is a value', () => {
    expect(moduleReturns('uri')!.get('json')).toEqual(
      new Map<string, unknown>([
        ['description', ['The body as data.']],
        ['returned', 'where the answer is JSON'],
        ['type', 'raw'],
      ]),
    )
  })
})
