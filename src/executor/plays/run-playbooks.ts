/** Playbooks one after the other, from the first play to the recap. */
import type { Project } from '../../playbook/project.ts'
import type { PlaybookFile } from '../../playbook/types.ts'
import type { Run } from '../run.ts'
import { writeRetryFile } from './retry-file.ts'
import { exitStatus, type Progress, runPlay } from './run-play.ts'

/** A playbook and the path it was named by; there is none for plays that stand in no file. */
export interface NamedPlaybook {
  readonly path: string | undefined
  readonly playbook: PlaybookFile
}

/** Runs playbooks. Returns the exit status; a recap ends the run whatever becomes of it. */
export const runPlaybooks = async (
  run: Run,
  project: Project,
  playbooks: readonly NamedPlaybook[],
): Promise<number> => {
  const progress = start(project)
  try {
    for (const [at, playbook] of playbooks.entries()) {
      const goesOn = await runOne(run, playbook, progress)
      if (!goesOn || exitStatus(progress) !== 0) break
      if (at < playbooks.length - 1) recapitulate(run)
    }
    warnOfStart(run, progress)
    return exitStatus(progress)
  } catch (error) {
    progress.broken = true
    throw error
  } finally {
    await run.jobs.settled()
    // What broke off before any host did anything has nothing to recapitulate.
    if (!progress.broken || run.stats.hosts().size > 0) recapitulate(run)
  }
}

/** Tells of all that was done so far, after each playbook. */
const recapitulate = ({ stats, emit }: Run): void => emit({ type: 'stats', hosts: stats.hosts(), custom: stats.custom })

const warnOfStart = ({ settings: { startAtTask }, emit }: Run, progress: Progress): void => {
  if (startAtTask === undefined || progress.start.reached) return
  const message = `No matching task "${startAtTask}" found. Note: --start-at-task can only follow static includes.`
  emit({ type: 'notice', level: 'error', message })
}

const start = (project: Project): Progress => ({
  project,
  out: new Map(),
  start: { reached: false },
  plays: 0,
  tasks: 0,
  broken: false,
  together: false,
})

/** Returns whether the next playbook is to be run. */
const runOne = async (run: Run, { path, playbook }: NamedPlaybook, progress: Progress): Promise<boolean> => {
  if (path !== undefined) announce(run, path, playbook)
  const goesOn = await runPlays(run, playbook, progress)
  const { retryFiles } = run.settings
  if (path !== undefined && retryFiles)
    writeRetryFile(retryFiles, { playbook: path, hosts: [...progress.out.keys()], emit: run.emit })
  return goesOn
}

const runPlays = async (run: Run, { plays }: PlaybookFile, progress: Progress): Promise<boolean> => {
  for (const play of plays) if (!(await runPlay(run, play, progress))) return false
  return true
}

const announce = (run: Run, path: string, { plays }: PlaybookFile): void => {
  run.emit({ type: 'playbook-start', file: path })
  run.emit({ type: 'notice', level: 'verbose', verbosity: 2, message: `${plays.length} plays in ${path}` })
}
