import { dict } from '../values.ts'
import { defineAction } from './kit/action.ts'
import { choice, str } from './kit/option.ts'
import { withOutputs } from './shared/with-lines.ts'

/** Tells how a task is doing that was started with `async` and `poll: 0`. */
export default defineAction({
  name: 'async_status',
  summary: 'Tell how a background task is doing.',
  options: {
    jid: str({ required: true, help: 'The job, as `ansible_job_id` of the task that started it.' }),
    mode: choice(['status', 'cleanup'], { default: 'status', help: '`cleanup` forgets the job.' }),
  },
  dryRun: 'run',
  async run({ options: { jid, mode }, jobs }) {
    if (mode === 'cleanup') {
      await jobs.forget(jid)
      const state = { started: 0, finished: 0, changed: false }
      return { result: withOutputs(dict({ ansible_job_id: jid, erased: `${jobs.directory}/${jid}`, ...state })) }
    }
    const status = await jobs.status(jid)
    if (status) return { result: withOutputs(new Map([['changed', false], ...status])) }
    const unknown = { ansible_job_id: jid, started: 1, finished: 1, failed: true, changed: false }
    const results_file = `${jobs.directory}/${jid}`
    return { result: withOutputs(dict({ ...unknown, results_file, msg: 'could not find job' })) }
  },
})
