import { join } from 'node:path'
import pLimit from 'p-limit'
import type { EventSink } from '../../events.ts'
import { adhocPlay } from '../../playbook/plays/adhoc.ts'
import { readPlay } from '../../playbook/plays/play.ts'
import { continuePlays } from '../../run-playbook.ts'
import { playKeywords, type Session } from './session.ts'

/** A task of the console. */
export interface ConsoleTask {
  readonly module: string
  readonly args: string
  readonly emit: EventSink
  /** Aborted when the person has had enough of it. */
  readonly signal: AbortSignal
}

/** Runs one task on the chosen hosts, with all that was chosen; connections stay for the next. */
export const runTask = async (session: Session, { module, args, emit, signal }: ConsoleTask): Promise<void> => {
  const { opened, choices } = session
  const { forks, verbosity, pattern, timeout } = choices
  const settings = { ...opened.run.settings, forks, verbosity, detail: Math.max(verbosity, opened.run.settings.detail) }
  const run = { ...opened.run, settings, emit, signal, limit: pLimit(forks) }
  const file = join(settings.directory, '__console__')
  await continuePlays({ ...opened, run, settings }, (project) => {
    const source = adhocPlay({ pattern, module, args, timeout })
    for (const [key, value] of Object.entries(playKeywords(choices)))
      source.set(key, Array.isArray(value) ? [...value] : (value as string | boolean))
    const play = readPlay(project, source.set('name', 'Console'), { file })
    return { path: file, entries: [play], plays: [play] }
  })
}
