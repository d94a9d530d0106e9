import { sh } from '../remote/sh.ts'
import { dict } from '../values.ts'
import { defineAction } from './kit/action.ts'
import { str } from './kit/option.ts'
import { withLines } from './shared/with-lines.ts'

/** Hands a command line to the host's shell as it is. */
export default defineAction({
  name: 'raw',
  summary: 'Run a command line on the host as it is.',
  freeForm: 'cmd',
  options: {
    cmd: str({ required: true, aliases: ['free_form'], help: 'The command line.' }),
    executable: str({ help: 'The shell that runs it, as an absolute path.' }),
  },
  async run({ options, remote, environment, signal, warn }) {
    if (environment.size > 0) warn('raw module does not support the environment keyword')
    const script = sh`exec ${options.executable || '/bin/sh'} -c ${options.cmd}`
    const [answer] = await remote.exchange([{ script }], { signal })
    const rc = answer?.status ?? 0
    const outputs = { rc, stdout: String(answer?.stdout ?? ''), stderr: String(answer?.stderr ?? '') }
    const failure = rc === 0 ? {} : { failed: true, msg: 'non-zero return code' }
    return { result: withLines(dict({ changed: true, ...outputs, ...failure })) }
  },
  dryRun: 'skip',
})
