import { join } from 'node:path'
import { type Ended, mustRun, type RunOptions, runProgram } from '../lab/run-program.ts'
import { type Counts, recapOf } from './recap.ts'
import { root } from './source-files.ts'

/** How a run ended, what it printed and what it counted. */
export interface Ran extends Ended {
  readonly recap: Readonly<Record<string, Counts>>
}

/** Compiles src/, so that {@link runbook} is what the sources say. */
export const buildRunbook = (): Promise<string> => mustRun([process.execPath, 'test/rig/build.mjs'], { cwd: root })

/** Runs the built `runbook` in the repository, unless another directory is given, without a terminal. */
export const runbook = (args: readonly string[], options: RunOptions = {}): Promise<Ran> =>
  runPlaybook([process.execPath, join(root, 'bin/runbook'), ...args], options)

/** Runs `ansible-playbook` in the same way. */
export const ansiblePlaybook = (args: readonly string[], options: RunOptions = {}): Promise<Ran> =>
  runPlaybook(['ansible-playbook', ...args], options)

async function runPlaybook(command: readonly string[], options: RunOptions): Promise<Ran> {
  const env = { ...process.env, ANSIBLE_NOCOLOR: '1', ANSIBLE_RETRY_FILES_ENABLED: '0', ...options.env }
  const ended = await runProgram(command, { cwd: root, ...options, env })
  return { ...ended, recap: recapOf(ended.stdout) }
}
