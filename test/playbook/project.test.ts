import { expect, test } from 'vitest'
import { createProject } from '../../src/playbook/project.ts'

test('a notice is kept once for each place', () => {
  const project = createProject('/x/site.yml')
  const at = (line: number) => ({ position: { file: 'a', line, column: 1 } })
  project.notice('warning', 'w', at(1))
  project.notice('warning', 'w', at(1))
  project.notice('deprecation', 'w', at(2))
  expect(project.notices.map(({ kind, position }) => [kind, position?.line])).toEqual([
    ['warning', 1],
    ['deprecation', 2],
  ])
  expect(project.directory).toBe('/x')
})
