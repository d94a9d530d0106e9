/** What commands printed, as results show it. */
import type { Answer } from '../../remote/answer.ts'

/** `stdout` and `stderr` of all commands together; neither key when nothing was printed there. */
export const commandTexts = (
  outputs: readonly Answer[] | undefined,
): { readonly stdout?: string; readonly stderr?: string } => {
  const stdout = (outputs ?? []).map((answer) => answer.stdout.toString()).join('')
  const stderr = (outputs ?? []).map((answer) => answer.stderr.toString()).join('')
  return { ...(stdout ? { stdout } : {}), ...(stderr ? { stderr } : {}) }
}
