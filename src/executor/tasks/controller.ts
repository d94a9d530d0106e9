/** What modules may use of the machine that runbook runs on, for one task and host. */
import { statSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { type Position, userError } from '../../errors.ts'
import type { Controller, RenderSettings } from '../../modules/kit/controller.ts'
import { roleOf } from '../../playbook/inheritance.ts'
import { searchPath } from '../../playbook/modules/search-path.ts'
import type { AnyTask } from '../../playbook/types.ts'
import type { RenderSettings as TemplateSettings } from '../../templating/plugin.ts'
import type { Templar } from '../../templating/templar.ts'
import { expandHome } from '../../util/expand-home.ts'
import type { PlayRun } from '../play-run.ts'
import { withVariables } from './templars.ts'
import { templateVariables } from './template-variables.ts'

/** What the controller's part in a task depends on. */
export interface ControllerPlace {
  readonly playRun: Pick<PlayRun, 'play' | 'run'>
  readonly task: AnyTask
  readonly diff: boolean
}

/** The controller as a task sees it. */
export const controllerFor = ({ playRun, task, diff }: ControllerPlace, templar: Templar): Controller => {
  const { directory } = playRun.play
  const folders = searchPath(task, directory)
  return {
    directory,
    diff,
    find: (kind, name) => findFile(folders, { kind, name, position: sourcePosition(task) }),
    taskDirectory: dirname(task.position.file),
    roleDirectory: roleOf(task)?.path,
    load: (path) => playRun.run.loadFile(path),
    read: (path, options) => playRun.run.readFile(path, options?.decrypt ?? true),
    render: async (path, settings) => {
      const text = (await playRun.run.readFile(path, true)).toString('utf8')
      return renderFile(templar, { path, text, settings, managed: playRun.run.settings.managed })
    },
  }
}

/** A file that a task names. */
export interface Wanted {
  /** The folder of its kind: `files`, `templates`. */
  readonly kind: string
  readonly name: string
  /** Where it is named. */
  readonly position: Position
}

/** Where the task names its file. */
const sourcePosition = (task: AnyTask): Position =>
  (task.kind === 'task' ? (task.argPositions.get('src') ?? task.argPositions.get('file')) : undefined) ?? task.position

/** Finds a file as Ansible does: in each folder first below the kind's own subfolder, then directly. */
export const findFile = (folders: readonly string[], { kind, name, position }: Wanted): string => {
  const expanded = expandHome(name)
  const candidates = isAbsolute(expanded)
    ? [expanded]
    : folders.flatMap((folder) => [join(folder, kind, expanded), join(folder, expanded)])
  const found = candidates.find(exists)
  if (found !== undefined) return name.endsWith('/') ? `${resolve(found)}/` : resolve(found)
  throw userError(
    `Could not find or access '${name}'\nSearched in:\n\t${candidates.join('\n\t')} on the Ansible Controller.\nIf you are using a module and expect the file to exist on the remote, see the remote_src option`,
    position,
  )
}

const exists = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined

interface TemplateFile {
  readonly path: string
  readonly text: string
  readonly settings: RenderSettings
  readonly managed: string
}

const renderFile = (
  templar: Templar,
  { path, text, settings, managed }: TemplateFile,
): ReturnType<Controller['render']> => {
  const values = new Map([
    ...templateVariables(path, { managed, destination: settings.dest }),
    ...(settings.variables ?? []),
  ])
  const searchPath = templateFolders([...templar.settings.searchPath, dirname(path)])
  const options = { file: path, searchPath, ...syntaxOptions(settings) }
  return Promise.resolve(withVariables(templar, values).renderText(text, options))
}

/** Where a template's `include`, `import` and `extends` look. */
const templateFolders = (folders: readonly string[]): readonly string[] =>
  folders.flatMap((folder) => [join(folder, 'templates'), folder])

/** The options of the module in the names of the templates. */
const syntaxOptions = (settings: RenderSettings): TemplateSettings => ({
  trimBlocks: settings.trim_blocks,
  lstripBlocks: settings.lstrip_blocks,
  newlineSequence: settings.newline_sequence,
  variableStart: settings.variable_start_string,
  variableEnd: settings.variable_end_string,
  blockStart: settings.block_start_string,
  blockEnd: settings.block_end_string,
  commentStart: settings.comment_start_string,
  commentEnd: settings.comment_end_string,
})
