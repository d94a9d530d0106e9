import { expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

it('asks before each task, until told to continue', async () => {
  const { steps, asked } = await runSite(
    '[{hosts: a, tasks: [{name: one, debug: }, {name: two, debug: }, {name: three, debug: }, {name: four, debug: }]}]',
    { step: true, answers: ['y', 'n', 'c'] },
  )
  expect(steps).toEqual(['one: a ok', 'three: a ok', 'four: a ok'])
  expect(asked).toEqual(['one', 'two', 'three'].map((name) => `Perform task: TASK: ${name} (N)o/(y)es/(c)ontinue: `))
})

it('asks again in the next play, and names the role of a task', async () => {
  const { steps, asked } = await runSite(
    {
      'site.yml':
        '[{hosts: a, roles: [web], tasks: [{name: one, debug: }]}, {hosts: a, tasks: [{name: two, debug: }]}]',
      'roles/web/tasks/main.yml': '[{name: install, debug: }]',
    },
    { step: true, answers: ['c', 'n'] },
  )
  expect(steps).toEqual(['web : install: a ok', 'one: a ok'])
  expect(asked.map((text) => text.split(' (N)')[0])).toEqual([
    'Perform task: TASK: web : install',
    'Perform task: TASK: two',
  ])
})
