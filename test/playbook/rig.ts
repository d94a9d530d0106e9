/** Parses playbooks from texts, and evaluates the few templates that parsing needs. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import { type Diagnostic, UserError } from '../../src/errors.ts'
import { ancestorsOf, type Node } from '../../src/playbook/inheritance.ts'
import { parsePlaybook } from '../../src/playbook/plays/playbook.ts'
import { createProject, type Project, type ProjectSettings } from '../../src/playbook/project.ts'
import type { AnyTask, Play, PlaybookFile, Role } from '../../src/playbook/types.ts'
import { playEntries, tasksIn } from '../../src/playbook/walk.ts'
import { isDict, Template, type Value } from '../../src/values.ts'

/** Texts of files by their paths. */
export type Files = Readonly<Record<string, string>>

export interface Parsed {
  readonly directory: string
  readonly project: Project
  readonly playbook: PlaybookFile
  readonly play: Play
  /** All tasks of the first play, in the order they run in. */
  readonly tasks: readonly AnyTask[]
  readonly task: AnyTask
  readonly notices: readonly string[]
}

const directories: string[] = []
afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true })
})

/** Writes files into a directory that is gone after the tests. */
export const write = (files: Files): string => {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'playbook-')))
  directories.push(directory)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), text)
  }
  return directory
}

/** Parses `site.yml` among the files; a single text is that file. */
export const parse = (files: Files | string, settings: Partial<ProjectSettings> = {}): Parsed => {
  const directory = write(typeof files === 'string' ? { 'site.yml': files } : files)
  const project = createProject(join(directory, 'site.yml'), { evaluate, ...settings })
  const playbook = parsePlaybook(project, join(directory, 'site.yml'))
  const [play] = playbook.plays as [Play]
  const tasks = [...tasksIn(playEntries(play))]
  const notices = project.notices.map(({ message, position }) => `${position?.line ?? '-'}: ${message}`)
  return { directory, project, playbook, play, tasks, task: tasks[0]!, notices }
}

/** Parses a play on all hosts with these tasks. */
export const parseTasks = (tasks: string, files: Files = {}): Parsed =>
  parse({ ...files, 'site.yml': `- hosts: all\n  tasks:\n${indented(tasks)}` })

/** Parses a play with this one task, or handler, and gives it. */
export const parseTask = (task: string): AnyTask => parseTasks(task).task

/** The mistake that parsing finds: `file:line:column: message`, with the file below the playbook's directory. */
export const mistake = (files: Files | string, settings: Partial<ProjectSettings> = {}): string => {
  const { message, position } = diagnostic(files, settings)
  const place = position ? `${position.file}:${position.line}:${position.column}: ` : ''
  return `${place}${message}`.replaceAll(directories.at(-1)!, '').replaceAll(/^\//g, '')
}

/** The mistake in these tasks: `line:column: message`, lines counting from the first task. */
export const taskMistake = (tasks: string, settings: Partial<ProjectSettings> = {}): string => {
  const text = mistake(`- hosts: all\n  tasks:\n${indented(tasks)}`, settings)
  return text.replace(/^site\.yml:(\d+):(\d+)/, (_, line, column) => `${line - 2}:${column - 4}`)
}

/** The whole diagnostic of the mistake that parsing finds. */
export const diagnostic = (files: Files | string, settings: Partial<ProjectSettings> = {}): Diagnostic => {
  try {
    parse(files, settings)
  } catch (error) {
    if (error instanceof UserError) return error.diagnostic
    throw error
  }
  throw new Error('parsing found no mistake')
}

/** Evaluates templates of plain names, `{{ name }}`, from the variables around a node. */
export const evaluate = (value: Value, node: Node): Value => {
  if (Array.isArray(value)) return value.map((item) => evaluate(item, node))
  if (!(value instanceof Template)) return value
  const whole = /^\{\{ (\w+) \}\}$/.exec(value.source)
  if (whole) return evaluate(lookUp(whole[1]!, node, value), node)
  return value.source.replaceAll(/\{\{ (\w+) \}\}/g, (_, name) => String(evaluate(lookUp(name, node, value), node)))
}

const lookUp = (name: string, node: Node, template: Template): Value => {
  for (const at of [node, ...ancestorsOf(node)]) {
    const layers = at.kind === 'role' ? [at.params, at.vars, at.roleVars, at.defaults] : [at.vars]
    for (const layer of layers) if (layer.has(name)) return layer.get(name)!
  }
  throw new UserError({ message: `'${name}' is undefined`, position: template.position })
}

/** Plain data for comparisons: dicts as objects, templates as their sources. */
export const plain = (value: unknown): unknown => {
  if (value instanceof Template) return value.source
  if (Array.isArray(value)) return value.map(plain)
  if (isDict(value)) return Object.fromEntries([...value].map(([key, item]) => [String(key), plain(item)]))
  return value
}

/** The names of roles in the order they run in. */
export const roleNames = (roles: readonly Role[]): string[] =>
  roles.flatMap((role) => [...roleNames(role.dependencies), role.name])

const indented = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? line : `    ${line}`))
    .join('\n')
