import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { userError } from '../../../src/errors.ts'
import type { EventBody } from '../../../src/events.ts'
import { includeFailure, roleFailure } from '../../../src/executor/entries/include-failure.ts'
import { folderWith } from '../../commands/rig.ts'

it('tells why a file could not be included as the reason', () => {
  const { result, diagnostic } = includeFailure(userError('not there', { file: 'a.yml', line: 1, column: 1 }))
  expect([...result.keys()]).toEqual(['failed', 'reason'])
  expect(result.get('reason')).toBe('not there')
  expect(diagnostic?.position?.file).toBe('a.yml')
})

it('tells where a role is named that is not there, as an error and as the reason', () => {
  const folder = folderWith()
  const file = `${folder}/site.yml`
  writeFileSync(file, '- hosts: all\n  tasks:\n    - include_role:\n        name: nowhere\n')
  const events: EventBody[] = []
  const { result } = roleFailure(userError('no such role', { file, line: 4, column: 9 }), (event) => events.push(event))
  const reason = String(result.get('reason')).split('\n')
  expect(reason[0]).toBe('no such role')
  expect(reason[2]).toContain(`'${file}': line 4, column 15,`)
  expect(reason.slice(-4)).toEqual(['    - include_role:', '        name: nowhere', `${' '.repeat(14)}^ here`, ''])
  expect(events).toEqual([{ type: 'notice', level: 'error', asWritten: true, message: result.get('reason') }])
})

it('tells no place that there is none of', () => {
  const { result } = roleFailure(userError('no such role'), () => undefined)
  expect(result.get('reason')).toBe('no such role')
})
