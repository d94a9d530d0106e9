import { expect, it } from 'vitest'
import { overtake } from '../../../src/executor/engine/foreseen.ts'
import type { Effect } from '../../../src/remote/effect.ts'
import { runSite } from '../../rig/run-site.ts'

const dry = { check: true, differs: 'every task looks at the host as it is' }
const play = (...tasks: readonly string[]): string => `
    - hosts: a
      tasks:
        - ${tasks.join('\n        - ')}
`
const write = '{name: write, copy: {content: x, dest: /tmp/runbook-foreseen}, register: written, loop: [1, 2]}'
const look = '{name: look, stat: {path: /tmp/runbook-foreseen}, register: file}'

it('foresees what is planned, and does not fail for assertions about the host as it is', async () => {
  const { steps, result } = await runSite(
    play(
      write,
      look,
      '{name: planned, assert: {that: [file.stat.exists, "not written.results[1].changed"]}}',
      '{name: as it is, assert: {that: [not file.stat.exists, "written.results[1].changed"]}}',
      '{name: wrong, assert: {that: [not file.stat.exists, 1 == 2]}, ignore_errors: true}',
    ),
    dry,
  )
  expect(steps.filter((step) => !step.startsWith('write'))).toEqual([
    'look: a ok',
    'planned: a ok',
    'as it is: a ok',
    'wrong: a failed (ignored)',
  ])
  expect(result('as it is').msg).toBe('known after apply: it does not hold for what is planned, which file tells of')
})

it('fails for an assertion about what nothing planned has touched', async () => {
  const { steps } = await runSite(
    play(write, '{name: look, stat: {path: /}, register: file}', '{name: wrong, assert: {that: not file.stat.exists}}'),
    dry,
  )
  expect(steps.at(-1)).toBe('wrong: a failed')
})

it('takes a plan back that a later task has overtaken', () => {
  const planned: Effect[] = [
    { kind: 'path', path: '/a', stat: null },
    { kind: 'path', path: '/b', stat: null },
    { kind: 'package', name: '/a', version: '1' },
  ]
  overtake(planned, [{ kind: 'path', path: '/a', stat: {} }])
  expect(planned).toEqual([
    { kind: 'path', path: '/b', stat: null },
    { kind: 'package', name: '/a', version: '1' },
  ])
})
