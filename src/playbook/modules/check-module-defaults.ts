/** `module_defaults` must name modules and groups that there are. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { UserError, userError } from '../../errors.ts'
import { didYouMean } from '../../util/suggest.ts'
import { withoutBuiltin } from '../../util/without-builtin.ts'
import { isDict, type Value } from '../../values.ts'
import { positionOfKey } from '../../yaml/positions.ts'
import { allModuleDefaults } from '../inheritance.ts'
import type { Project } from '../project.ts'
import type { Play } from '../types.ts'
import { playTasks } from '../walk.ts'
import { actionGroup } from './action-groups.ts'
import { findProgram } from './find-program.ts'

/** Throws a UserError for the first name that is neither a module nor a group. Names of collections are not looked at. */
export const checkModuleDefaults = (project: Project, play: Play): void => {
  const layers = new Set(play.module_defaults)
  for (const task of playTasks(play)) for (const layer of allModuleDefaults(task)) layers.add(layer)
  for (const layer of layers) checkLayer(project, play, layer)
}

const checkLayer = (project: Project, play: Play, layer: Value): void => {
  if (!isDict(layer)) return
  for (const key of layer.keys()) {
    const position = positionOfKey(layer, key)
    const name = String(key)
    if (name.startsWith('group/')) checkGroup(() => actionGroup(project, play, name.slice(6)), position)
    else if (!isAction(project, play, name))
      throw userError(
        `Could not resolve action ${name.includes('.') ? name : `ansible.legacy.${name}`} in module_defaults`,
        position,
        didYouMean(withoutBuiltin(name), project.actionNames()),
      )
  }
}

const checkGroup = (find: () => unknown, position: UserError['diagnostic']['position']): void => {
  try {
    find()
  } catch (error) {
    throw error instanceof UserError ? new UserError({ ...error.diagnostic, position }) : error
  }
}

const isAction = (project: Project, play: Play, name: string): boolean => {
  const own = withoutBuiltin(name)
  if (own.includes('.') || project.knownAction(own)) return true
  if (findProgram(project, play, { action: own, collections: [] }) !== undefined) return true
  const folders = [play.directory, project.directory, ...[...project.libraries].map(dirname)]
  return folders.some((folder) => existsSync(join(folder, 'action_plugins', `${own}.py`)))
}
