import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { userError } from '../../errors.ts'
import { pythonType } from '../../util/python-type.ts'
import { type Dict, isDict, type Value } from '../../values.ts'
import { positionOf } from '../../yaml/positions.ts'
import type { Project } from '../project.ts'
import { rawText, valuePosition } from '../source.ts'
import type { ArgumentSpec, Role } from '../types.ts'
import { loadRoleFile } from './role-files.ts'
import type { RoleMeta } from './role-meta.ts'

/**
 * The spec of a role's entry point, from `meta/argument_specs.yml` or, where there is no such file, `argument_specs` in
 * `meta/main.yml`. `undefined` where there is none, or an empty one.
 */
export const argumentSpecOf = (
  project: Project,
  role: Role,
  { meta, entryPoint }: { readonly meta: RoleMeta; readonly entryPoint: string },
): ArgumentSpec | undefined => {
  const specs = specsOf(project, role, meta)
  const spec = specs?.get(entryPoint)
  if (!specs || !isDict(spec) || spec.size === 0) return undefined
  return {
    entryPoint,
    position: positionOf(spec),
    short_description: rawText(spec.get('short_description')),
    options: optionsOf(spec),
  }
}

const specsOf = (project: Project, role: Role, meta: RoleMeta): Dict | undefined => {
  const file = argumentSpecsFile(project, role)
  const specs = file ? (isDict(file.value) ? file.value.get('argument_specs') : undefined) : meta.argumentSpecs
  return isDict(specs) ? specs : undefined
}

const argumentSpecsFile = (project: Project, role: Role): { readonly value: Value } | undefined => {
  const from = ['.yml', '.yaml', '.json']
    .map((extension) => `argument_specs${extension}`)
    .find((name) => existsSync(join(role.path, 'meta', name)))
  return from === undefined ? undefined : loadRoleFile(project, role, { part: 'meta', from })
}

const optionsOf = (spec: Dict): Dict => {
  const options = spec.get('options')
  if (options === undefined || options === null) return new Map()
  if (isDict(options)) return options
  throw userError(
    `'options' of an argument spec must be a dictionary, not a ${pythonType(options)}`,
    valuePosition(spec, 'options'),
  )
}
