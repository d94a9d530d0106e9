/** The files of a role: `tasks/main.yml` and its kin, with every name and extension they may have. */
import { readdirSync, type Stats, statSync } from 'node:fs'
import { extname, join, relative, resolve } from 'node:path'
import { type Position, userError } from '../../errors.ts'
import { mergeDicts } from '../../util/merge-dicts.ts'
import { pythonType } from '../../util/python-type.ts'
import { type Dict, isDict, type Value } from '../../values.ts'
import { joined } from '../../yaml/positions.ts'
import type { Project } from '../project.ts'

/** A role's directory, and its name and where it was asked for, for messages. */
export interface RoleFiles {
  readonly path: string
  readonly name: string
  readonly position: Position
}

/** A part of a role and, from `tasks_from` and its kin, the name of the file in place of `main`. */
export interface RolePart {
  readonly part: 'tasks' | 'handlers' | 'meta' | 'vars' | 'defaults'
  readonly from?: string | undefined
}

/**
 * The content of a part's file; `undefined` where the role hasn't one.
 *
 * @throws UserError when a file that was asked for by name isn't there.
 */
export const loadRoleFile = (
  project: Project,
  role: RoleFiles,
  { part, from }: RolePart,
): { readonly value: Value; readonly file: string } | undefined => {
  const [file] = findFiles(role, { part, from }, false)
  return file === undefined ? undefined : { value: project.loadFile(file), file }
}

/** The variables of `vars/` or `defaults/`: one file, or a directory `main/` whose files are merged in order. */
export const loadRoleVars = (project: Project, role: RoleFiles, part: RolePart): Dict => {
  const vars: Dict[] = []
  for (const file of findFiles(role, part, true)) {
    const value = project.loadFile(file)
    if (value === null) continue
    if (!isDict(value)) {
      const problem = `must contain a dictionary of variables, and this is a ${pythonType(value)}`
      const position = { file, line: 1, column: 1 }
      throw userError(`The ${part.part}/main.yml file for role '${role.name}' ${problem}`, position)
    }
    vars.push(value)
  }
  return vars.length === 1 ? vars[0]! : together(project, `${role.path}/${part.part}/${part.from}`, vars)
}

/** The variables of several files in one dict, which is made anew only where a file has changed: roles are used often. */
const together = ({ mergesDicts, roleVars }: Project, key: string, vars: readonly Dict[]): Dict => {
  const known = roleVars.get(key)
  if (known?.of.length === vars.length && vars.every((one, index) => one === known.of[index])) return known.all
  const all = joined(vars)
  if (mergesDicts)
    for (const [name, value] of vars.reduce<Dict>((low, high) => mergeDicts(low, high), new Map())) all.set(name, value)
  roleVars.set(key, { of: vars, all })
  return all
}

const findFiles = (role: RoleFiles, { part, from }: RolePart, directories: boolean): readonly string[] => {
  const folder = join(role.path, part)
  if (!stat(folder)?.isDirectory()) return []
  const files = candidates(folder, from ?? 'main', from === undefined ? atLast : atFirst, directories)
  if (files.length === 0 && from !== undefined)
    throw userError(`Could not find specified file in role: ${part}/${from}`, role.position, `looked in ${folder}`)
  for (const file of files) refuseOutside(role, folder, file)
  return files
}

/** A file without extension is looked for last, unless it was asked for by name. */
const atLast = ['.yml', '.yaml', '.json', '']
const atFirst = ['', '.yml', '.yaml', '.json']

const candidates = (folder: string, name: string, extensions: readonly string[], directories: boolean): string[] => {
  for (const extension of extensions) {
    const path = resolve(folder, name + extension)
    const found = stat(path)
    if (!found) continue
    if (!found.isDirectory()) return [path]
    if (directories) return filesBelow(path)
  }
  return []
}

const filesBelow = (directory: string): string[] =>
  readdirSync(directory)
    .filter((name) => !name.startsWith('.') && !name.endsWith('~'))
    .sort()
    .flatMap((name) => {
      const path = join(directory, name)
      const extension = extname(name)
      if (stat(path)?.isDirectory()) return extension === '' ? filesBelow(path) : []
      return atLast.includes(extension) ? [path] : []
    })

const refuseOutside = (role: RoleFiles, folder: string, file: string): void => {
  if (!relative(folder, file).startsWith('..')) return
  throw userError(
    `Failed loading '${file}' for role (${role.name}) as it is not inside the expected role path: '${folder}'`,
    role.position,
  )
}

const stat = (path: string): Stats | undefined => statSync(path, { throwIfNoEntry: false })
