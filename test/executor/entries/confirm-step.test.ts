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
