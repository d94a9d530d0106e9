import { userError } from '../errors.ts'
import { pythonType } from '../util/python-type.ts'
import { type Dict, isDict, type Value } from '../values.ts'
import type { Project } from './project.ts'
import { keyPosition, show, valuePosition } from './source.ts'

/**
 * The `vars` of an object: a mapping from names to values. A list of mappings is an old spelling.
 *
 * @throws UserError for anything else and for a name that no template could use.
 */
export const readVars = (project: Project, source: Dict, kind: string): Dict => {
  const value = source.get('vars')
  if (value === null || value === undefined) return new Map()
  if (Array.isArray(value) && value.every(isDict)) return mergeList(project, source, value, kind)
  if (!isDict(value))
    throw userError(
      `Vars in a ${kind} must be specified as a dictionary, not a ${pythonType(value)}`,
      valuePosition(source, 'vars'),
    )
  checkNames(value, kind)
  return value
}

/** True for a name that a variable can have: a Python identifier that is no keyword. */
export const isVariableName = (name: Value): boolean =>
  typeof name === 'string' && /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) && !reserved.has(name)

const mergeList = (project: Project, source: Dict, layers: readonly Dict[], kind: string): Dict => {
  project.notice('deprecation', `vars as a list of dictionaries is deprecated in a ${kind}`, {
    position: keyPosition(source, 'vars'),
    hint: 'write one dictionary',
  })
  for (const layer of layers) checkNames(layer, kind)
  return new Map(layers.flatMap((layer) => [...layer]))
}

const checkNames = (vars: Dict, kind: string): void => {
  for (const name of vars.keys()) {
    if (isVariableName(name)) continue
    throw userError(
      `Invalid variable name in vars specified for ${kind}: ${show(name)} is not a valid variable name`,
      keyPosition(vars, name),
      'use letters, digits and underscores, and no digit first',
    )
  }
}

const reserved: ReadonlySet<string> = new Set([
  ...['False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del'],
  ...['elif', 'else', 'except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal'],
  ...['not', 'or', 'pass', 'raise', 'return', 'try', 'while', 'with', 'yield'],
])
