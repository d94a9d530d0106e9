import type { Prompt } from '../../modules/kit/action.ts'
import { ModuleFailure } from '../../modules/kit/change.ts'
import type { Run } from '../run.ts'

/** What the person at the terminal answers; `undefined` where nobody is there. */
export const answerTo = async (run: Run, question: Prompt): Promise<string | undefined> => {
  try {
    return await run.prompt(question)
  } catch (error) {
    if (error instanceof ModuleFailure) return undefined
    throw error
  }
}
