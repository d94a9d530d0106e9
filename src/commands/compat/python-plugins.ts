import { basename, relative } from 'node:path'
import { moduleNames } from '../../modules/registry.ts'
import type { Problem } from './problem.ts'

/** A module or plugin that is written in Python; none for a module that runbook has itself. */
export const pythonProblem = (folder: string, file: string): readonly Problem[] => {
  const name = basename(file, '.py')
  const [, kind = 'module'] =
    /\/(?:plugins\/)?(library|module_utils|\w+?)(?:_plugins)?\/[^/]*$/.exec(`/${relative(folder, file)}`) ?? []
  const isModule = kind === 'library' || kind === 'modules'
  if (isModule && moduleNames().has(name)) return []
  const what = isModule ? 'module' : kind === 'module_utils' ? 'code for modules' : `${kind} plugin`
  const message = `the ${what} "${name}" is written in Python`
  return [{ kind: 'python', message, position: { file, line: 1, column: 1 } }]
}
