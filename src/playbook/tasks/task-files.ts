import { existsSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { expandHome } from '../../util/expand-home.ts'
import type { Context } from '../context.ts'
import { ancestorsOf, roleOf } from '../inheritance.ts'
import { runError } from '../run-error.ts'
import { rawText } from '../source.ts'
import type { ImportTasks, IncludeTasks } from '../types.ts'

/**
 * The file that an include or import names: beside the files it was included from, the nearest first, then in its
 * role's `tasks/` (for handlers first its `handlers/`), then beside the playbook.
 *
 * @throws UserError when there is none.
 */
export const findTaskFile = (context: Context, node: ImportTasks | IncludeTasks, target: string): string => {
  const candidates =
    isAbsolute(target) || target.startsWith('~') ? [expandHome(target)] : relativeTo(context, node, target)
  const found = candidates.find((candidate) => existsSync(candidate))
  if (found !== undefined) return found
  throw runError(
    `Could not find or access '${candidates.at(-1)}' on the Ansible Controller.`,
    node.position,
    `looked for ${[...new Set(candidates)].join(', ')}`,
  )
}

const relativeTo = ({ play, handlers }: Context, node: ImportTasks | IncludeTasks, target: string): string[] => {
  const role = roleOf(node)
  const playFiles = [join(play.directory, target)]
  const included = includeDirectories(node)
  if (!role) return [...included.map((directory) => resolve(play.directory, directory, target)), ...playFiles]
  const folder = handlers ? 'handlers' : 'tasks'
  const inRole = [...new Set([folder, 'tasks', ''])].map((directory) => join(role.path, directory, target))
  const fallback = [join(play.directory, folder, target), ...playFiles]
  const nested = included.flatMap((directory) => [
    resolve(role.path, folder, directory, folder, target),
    resolve(role.path, folder, directory, target),
  ])
  return node.kind === 'import_tasks' ? [...nested, ...inRole, ...fallback] : [...inRole, ...nested, ...fallback]
}

/** The directories of the including files as they were written, each below those around it. */
const includeDirectories = (node: ImportTasks | IncludeTasks): string[] => {
  const directories: string[] = []
  let below: string | undefined
  for (const parent of ancestorsOf(node)) {
    const written = writtenDirectory(parent)
    if (written === undefined) continue
    below = below !== undefined && !isAbsolute(below) ? join(written, below) : written
    directories.push(below)
  }
  return directories
}

const writtenDirectory = (parent: { readonly kind: string }): string | undefined => {
  const target =
    parent.kind === 'import_tasks'
      ? (parent as ImportTasks).target
      : parent.kind === 'include_tasks'
        ? rawText((parent as IncludeTasks).file)
        : undefined
  return target === undefined ? undefined : dirname(target) === '.' ? '' : dirname(target)
}
