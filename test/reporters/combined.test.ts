import { expect, test, vi } from 'vitest'
import { combined } from '../../src/reporters/combined.ts'
import { event } from './events.ts'

test('hands everything to each reporter, in their order', async () => {
  const calls: string[] = []
  const reporter = (name: string) => ({
    handle: vi.fn(() => void calls.push(`${name} handle`)),
    close: async () => void calls.push(`${name} close`),
    suspend: () => void calls.push(`${name} suspend`),
  })
  const [a, b] = [reporter('a'), reporter('b')]
  const both = combined([a, b])
  const start = event('playbook-start', {})
  both.handle(start)
  both.suspend?.()
  both.resume?.()
  await both.close()
  expect(a.handle).toHaveBeenCalledWith(start)
  expect(calls).toEqual(['a handle', 'b handle', 'a suspend', 'b suspend', 'a close', 'b close'])
})
