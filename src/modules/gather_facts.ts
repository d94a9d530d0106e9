import { dict } from '../values.ts'
import { defineAction } from './kit/action.ts'
import { bool } from './kit/option.ts'
import setup from './setup.ts'

/** Gathers facts about the host, as a play does before its first task. */
export default defineAction({
  ...setup,
  name: 'gather_facts',
  options: { ...setup.options, parallel: bool({ help: 'Run several modules at once, where a setting names them.' }) },
  async run(context) {
    const { result, ...gathered } = await setup.run(context)
    return { ...gathered, result: new Map([...result, ...dict({ warnings: [], deprecations: [] })]) }
  },
})
