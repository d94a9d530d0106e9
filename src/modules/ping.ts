import { none } from '../remote/queries/none.ts'
import { dict } from '../values.ts'
import { ModuleFailure } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { str } from './kit/option.ts'

const BOOM = 'Exception: boom\n'

/** What a module leaves behind that ends in an exception: over SSH on one stream, else on the other. */
const crashed = dict({ exception: BOOM, module_stdout: BOOM, module_stderr: BOOM, rc: 1 })

/** Proves that a host can be logged in to and has a shell. */
export default defineModule({
  name: 'ping',
  summary: 'Connect to the host, check that it has a usable shell, and answer pong.',
  options: { data: str({ default: 'pong', help: 'What to answer; `crash` makes the task fail.' }) },
  // The answer is known, but only a host that is there gives it.
  inspect: () => ({ shell: none(true) }),
  plan: ({ data }) => {
    if (data === 'crash') throw new ModuleFailure('boom', crashed)
    return []
  },
  returns: ({ options }) => dict({ ping: options.data }),
})
