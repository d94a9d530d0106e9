import { UserError, userError } from '../errors.ts'
import { pythonType } from '../util/python-type.ts'
import { Template, type Value } from '../values.ts'
import type { Node } from './inheritance.ts'
import type { Project } from './project.ts'
import type { Entry, Parent, Play } from './types.ts'

/** Where in a project a list of tasks is being read. */
export interface Context {
  readonly project: Project
  readonly play: Play
  /** What the tasks inherit from. */
  readonly parent: Parent
  /** The file being read. */
  readonly file: string
  /** Reading handlers. */
  readonly handlers: boolean
  /** Reads a list of tasks and blocks; handed down, as imports and roles hold such lists in turn. */
  readonly readEntries: ReadEntries
}

/** @param what names the list in messages: `tasks`, `the tasks/main.yml file for role 'a'`. */
export type ReadEntries = (context: Context, list: Value, what: string) => Entry[]

interface Naming {
  readonly node: Node
  readonly what: string
  /** The exit status where it can't be evaluated; that of parse errors unless told. */
  readonly status?: number
}

/** A name that must be known while parsing, evaluated: `what` tells in a message what it names. */
export const evaluateName = (project: Project, value: Value, at: Naming): string => {
  const result = evaluate(project, value, at)
  if (typeof result === 'string' && result !== '') return result
  if (typeof result === 'number') return String(result)
  throw userError(`${at.what} must be a string, not a ${pythonType(result)}`, at.node.position)
}

const evaluate = (project: Project, value: Value, { node, what, status }: Naming): Value => {
  if (!(value instanceof Template)) return value
  try {
    return project.evaluate(value, node)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const { message, ...place } = error.diagnostic
    const diagnostic = {
      ...place,
      message: `Error when evaluating ${what}: ${message}`,
      position: place.position ?? node.position,
      hint:
        place.hint ??
        'what is imported must be known before any host is: use variables of vars, vars_files or the command line, not facts or inventory variables, or include instead',
    }
    throw new UserError(diagnostic, status)
  }
}
