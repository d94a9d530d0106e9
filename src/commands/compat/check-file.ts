/** What of a YAML file can't be run: its tasks, its keywords, the templates in all of it. */
import { readFileSync } from 'node:fs'
import { UserError } from '../../errors.ts'
import { findSource } from '../../inventory/sources.ts'
import { type Dict, isDict, type Value } from '../../values.ts'
import { loadYaml } from '../../yaml/load.ts'
import { positionOf, positionOfKey } from '../../yaml/positions.ts'
import { checkKeywords } from './check-keywords.ts'
import { type CheckedProject, checkTask } from './check-task.ts'
import { checkTemplates } from './check-templates.ts'
import type { Problem } from './problem.ts'

/** The problems of a file, in the order of its lines. */
export const checkFile = (file: string, project: CheckedProject): readonly Problem[] => {
  const { environment } = project
  const text = readFileSync(file, 'utf8')
  if (text.startsWith('$ANSIBLE_VAULT')) return []
  const data = load(text, file)
  if (isProblem(data)) return [data]
  const problems = [...inventoryPlugin(data, file), ...checkTemplates(data, { file, environment })]
  for (const entry of entriesIn(data)) {
    problems.push(...checkKeywords(entry, file))
    const isTask = !entry.has('hosts') && !taskLists.some((key) => entry.has(key)) && isTaskFile(file)
    if (isTask) problems.push(...checkTask(entry, { file, ...project }))
  }
  return problems.sort((a, b) => a.position.line - b.position.line || a.position.column - b.position.column)
}

/** Plays, blocks and tasks, each before what it holds. */
function* entriesIn(value: Value | undefined): Generator<Dict> {
  if (!Array.isArray(value)) return
  for (const entry of value) {
    if (!isDict(entry)) continue
    yield entry
    for (const key of taskLists) yield* entriesIn(entry.get(key))
  }
}

const taskLists = ['pre_tasks', 'tasks', 'post_tasks', 'handlers', 'block', 'rescue', 'always']

/** Files of variables, of metadata and of requirements hold lists that are no tasks. */
const isTaskFile = (file: string): boolean =>
  !/\/(?:vars|defaults|meta|group_vars|host_vars|molecule)\/|\/(?:requirements|galaxy|\.[^/]*)\.ya?ml$/.test(file)

const load = (text: string, file: string): Value | Problem => {
  try {
    return loadYaml(text, { file })
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const { message, position } = error.diagnostic
    return { kind: 'syntax', message, position: position ?? { file, line: 1, column: 1 } }
  }
}

const isProblem = (value: Value | Problem): value is Problem =>
  typeof value === 'object' && value !== null && 'kind' in value && 'message' in value

const inventoryPlugin = (data: Value, file: string): Problem[] => {
  const plugin = isDict(data) ? data.get('plugin') : undefined
  if (!isDict(data) || typeof plugin !== 'string' || findSource(plugin) || isTemplated(file)) return []
  const position = positionOfKey(data, 'plugin') ?? positionOf(data) ?? { file, line: 1, column: 1 }
  return [{ kind: 'inventory plugin', message: `there is no inventory plugin "${plugin}"`, position }]
}

const isTemplated = (file: string): boolean => /\/(?:vars|defaults|group_vars|host_vars)\//.test(file)
