import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { printfBytes, printfLength } from '../../src/remote/printf-bytes.ts'

it('prints any bytes, from a text of printable characters', () => {
  const bytes = fc.uint8Array({ maxLength: 3000 })
  const all = Uint8Array.from({ length: 256 }, (_, i) => i)
  fc.assert(
    fc.property(bytes, (list) => {
      const { text } = printfBytes(Buffer.from(list))
      expect(text).toMatch(/^[\t\n\x20-\x7e]*$/)
      expect(text.length).toBe(printfLength(Buffer.from(list)))
      expect(spawnSync('/bin/sh', ['-c', text]).stdout).toEqual(Buffer.from(list))
    }),
    { numRuns: 20, examples: [[all], [Uint8Array.of()], [Buffer.from('---\n')], [Buffer.from('-n')]] },
  )
})
