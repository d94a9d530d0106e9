import { expect, it } from 'vitest'
import { pythonFacts } from '../../../src/remote/facts/platform.ts'
import { FactSources } from '../../../src/remote/facts/sources.ts'

const said = (text: string): FactSources => new FactSources(`\x1epython\n${text}`)

it.each([
  ['Python 3.11.2\n', '3.11.2', [3, 11, 2, 'final', 0]],
  ['Python 3.14.0rc2+\n', '3.14.0', [3, 14, 0, 'candidate', 2]],
])('reads %j', (text, version, info) => {
  const { python, python_version } = pythonFacts(said(text)) as Record<string, Record<string, unknown>>
  expect(python_version).toBe(version)
  expect(python).toMatchObject({
    executable: '/usr/bin/python3',
    version_info: info,
    version: { major: 3, micro: info[2] },
  })
})

it('knows of no Python where there is none', () => {
  expect(pythonFacts(said(''))).toEqual({})
})
