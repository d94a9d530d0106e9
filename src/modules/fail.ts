import { dict } from '../values.ts'
import { defineAction } from './kit/action.ts'
import { raw } from './kit/option.ts'

/** Fails with a message. */
export default defineAction({
  name: 'fail',
  summary: 'Fail with a message.',
  options: { msg: raw({ default: 'Failed as requested from task', help: 'What to say.' }) },
  controllerOnly: true,
  run: ({ options }) => ({ result: dict({ failed: true, msg: options.msg }) }),
  dryRun: 'run',
})
