import { UserError } from '../../errors.ts'
import { ModuleFailure } from '../../modules/kit/change.ts'
import { ownName } from '../../playbook/names.ts'
import type { AnyTask } from '../../playbook/types.ts'
import type { Run } from '../run.ts'

/** `--step`: asks before a task; `c` goes on with all that follow. */
export const confirmStep = async (run: Run, task: AnyTask, steps: { all: boolean }): Promise<boolean> => {
  if (!run.settings.step || steps.all) return true
  const text = `Perform task: TASK: ${ownName(task)} (N)o/(y)es/(c)ontinue: `
  const answer = (await asked(run, text)).trim().toLowerCase()
  if (answer === 'c' || answer === 'continue') steps.all = true
  return steps.all || answer === 'y' || answer === 'yes'
}

const asked = async (run: Run, text: string): Promise<string> => {
  try {
    return await run.prompt({ text, echo: true, takesInput: true })
  } catch (error) {
    if (error instanceof ModuleFailure || error instanceof UserError) throw new UserError({ message: error.message }, 2)
    throw error
  }
}
