/** For actions: carries out what a planner of modules planned, as the engine does for modules. */
import type { ExchangeOptions, RemoteShell, Step } from '../../remote/remote-host.ts'
import { ShellScript } from '../../remote/sh.ts'
import { type Change, ModuleFailure } from '../kit/change.ts'

/** Runs the commands in one exchange. Throws the failure of the first that fails. */
export const applyChanges = async (
  remote: RemoteShell,
  changes: readonly Change[],
  options: ExchangeOptions,
): Promise<void> => {
  const commands = changes.flatMap((change) => change.commands.map((command) => ({ change, command })))
  if (commands.length === 0) return
  const steps = commands.map(
    ({ command }): Step =>
      command instanceof ShellScript ? { script: command, guarded: true } : { ...command, guarded: true },
  )
  const answers = await remote.exchange(steps, options)
  for (const [at, { change }] of commands.entries()) {
    const answer = answers[at]
    if (!answer || answer.status === 0 || change.accept?.includes(answer.status)) continue
    throw (
      change.failure?.(answer) ?? new ModuleFailure(answer.stderr.toString().trim() || `could not ${change.summary}`)
    )
  }
}
