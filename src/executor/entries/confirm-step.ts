import { UserError } from '../../errors.ts'
import { ModuleFailure } from '../../modules/kit/change.ts'
import { taskName } from '../../playbook/names.ts'
import type { AnyTask } from '../../playbook/types.ts'
import type { Run } from '../run.ts'

/** Whether the rest of a play goes on without questions. */
export interface Steps {
  all: boolean
}

/** `--step`: asks before a task; `c` goes on with all that follow in the play. */
export const confirmStep = async (run: Run, task: AnyTask, steps: Steps): Promise<boolean> => {
  if (!run.settings.step || steps.all) return true
  const text = `Perform task: TASK: ${taskName(task)} (N)o/(y)es/(c)ontinue: `
  const answer = (await asked(run, text)).trim().toLowerCase()
  if (answer === 'c' || answer === 'continue') steps.all = true
  return steps.all || answer === 'y' || answer === 'yes'
}

/** The exit status after Ctrl+C. */
const INTERRUPTED = 99

const asked = async (run: Run, text: string): Promise<string> => {
  try {
    return await run.prompt({ text, echo: true, takesInput: true })
  } catch (error) {
    if (error instanceof UserError && error.exitStatus === INTERRUPTED) throw error
    if (error instanceof ModuleFailure || error instanceof UserError) throw new UserError({ message: error.message }, 2)
    throw error
  }
}
