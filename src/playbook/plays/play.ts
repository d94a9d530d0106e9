import { dirname } from 'node:path'
import { userError } from '../../errors.ts'
import { pythonType } from '../../util/python-type.ts'
import { type Dict, Template, type Value } from '../../values.ts'
import { type Context, evaluateName } from '../context.ts'
import { checkKeywords } from '../keywords/check-keywords.ts'
import { listOf, readShared, withBuiltins } from '../keywords/shared-keywords.ts'
import { collectionOf } from '../modules/collections.ts'
import type { Project } from '../project.ts'
import { loadRole } from '../roles/role.ts'
import { readRoleName } from '../roles/role-meta.ts'
import { keyPositions, type Mutable, startOf, valuePosition } from '../source.ts'
import { readEntries } from '../tasks/entries.ts'
import { modernized } from '../tasks/legacy.ts'
import type { Entry, Play, Role } from '../types.ts'
import { readVarsPrompt } from './vars-prompt.ts'

/**
 * Reads a play with its roles and all that it imports.
 *
 * @param imported `vars` of the imports the play came through: they win over its own and are there for what it imports.
 */
export const readPlay = (
  project: Project,
  written: Dict,
  { file, imported = new Map() }: { readonly file: string; readonly imported?: Dict },
): Play => {
  const source = modernized(project, written, 'Play')
  if (written.has('user') && written.has('remote_user'))
    throw userError("both 'user' and 'remote_user' are set for this play.", startOf(written, file), "remove 'user'")
  checkKeywords(project, source, { kind: 'Play' })
  checkHosts(source, file)
  checkSubset(source)
  const play = emptyPlay(project, source, file)
  if (imported.size > 0) play.vars = new Map([...play.vars, ...imported])
  const context: Context = { project, play, parent: play, file, handlers: false, readEntries }
  play.roles = readRoles(context, source)
  play.handlers = readList({ ...context, handlers: true }, source, 'handlers')
  play.pre_tasks = readList(context, source, 'pre_tasks')
  play.tasks = readList(context, source, 'tasks')
  play.post_tasks = readList(context, source, 'post_tasks')
  return play
}

const emptyPlay = (project: Project, source: Dict, file: string): Mutable<Play> => ({
  kind: 'play',
  position: startOf(source, file),
  keywords: keyPositions(source),
  name: source.get('name'),
  hosts: source.get('hosts') as Value,
  directory: dirname(file),
  ...readShared(project, source, 'Play'),
  ...withCollection(source, file),
  when: [],
  ...readRaw(source),
  vars_files: listOf(source.get('vars_files')),
  vars_prompt: readVarsPrompt(source),
  pre_tasks: [],
  roles: [],
  tasks: [],
  post_tasks: [],
  handlers: [],
  importedRoles: [],
})

/** A playbook of a collection searches that collection first. */
const withCollection = (source: Dict, file: string): Pick<Play, 'collections'> | undefined => {
  const own = collectionOf(file)
  if (own === undefined) return undefined
  const names = listOf(source.get('collections')).filter((name) => typeof name === 'string' && name !== own) as string[]
  return { collections: withBuiltins([own, ...names]) }
}

const rawKeywords = [
  ...['gather_facts', 'gather_subset', 'gather_timeout', 'fact_path', 'force_handlers', 'max_fail_percentage'],
  ...['serial', 'strategy', 'order'],
]

const readRaw = (source: Dict): Partial<Play> =>
  Object.fromEntries(rawKeywords.filter((key) => source.has(key)).map((key) => [key, source.get(key)]))

const readList = (context: Context, source: Dict, key: string): Entry[] =>
  readEntries(context, source.get(key) ?? null, key)

const readRoles = (context: Context, source: Dict): Role[] => {
  const { project, play } = context
  const list = source.get('roles')
  if (list === undefined || list === null) return []
  if (!Array.isArray(list)) {
    const position = valuePosition(source, 'roles')
    throw userError(
      `A malformed role declaration was encountered. 'roles' must be a list, not a ${pythonType(list)}`,
      position,
    )
  }
  const roles: Role[] = []
  ;(play as Mutable<Play>).roles = roles
  list.forEach((_, index) => {
    const { name, entry, position = play.position } = readRoleName(list, index, false)
    roles.push(
      loadRole(context, {
        name: evaluateName(project, name, { node: play, what: "a role's name", status: 1 }),
        entry,
        position,
        parent: play,
        collections: play.collections ?? [],
      }),
    )
  })
  return roles
}

const checkHosts = (source: Dict, file: string): void => {
  const hosts = source.get('hosts')
  const position = valuePosition(source, 'hosts') ?? startOf(source, file)
  if (!source.has('hosts'))
    throw userError("the field 'hosts' is required but was not set", startOf(source, file), "add 'hosts: all', say")
  if (hosts === null || hosts === undefined || hosts === '' || (Array.isArray(hosts) && hosts.length === 0))
    throw userError('Hosts list cannot be empty. Please check your playbook', position)
  if (Array.isArray(hosts)) {
    for (const [index, host] of hosts.entries()) checkHost(host, valuePosition(hosts, index))
  } else if (typeof hosts !== 'string' && !(hosts instanceof Template))
    throw userError('Hosts list must be a sequence or string. Please check your playbook.', position)
}

const checkSubset = (source: Dict): void => {
  const wrong = listOf(source.get('gather_subset')).find(
    (item) => typeof item !== 'string' && !(item instanceof Template),
  )
  if (wrong === undefined) return
  const message = `the field 'gather_subset' should be a list of strings, but an item is a ${pythonType(wrong)}`
  throw userError(message, valuePosition(source, 'gather_subset'))
}

const checkHost = (host: Value, position: ReturnType<typeof valuePosition>): void => {
  if (host === null) throw userError("Hosts list cannot contain values of 'None'. Please check your playbook", position)
  if (typeof host === 'string' || host instanceof Template) return
  throw userError(`Hosts list contains an invalid host value: a ${pythonType(host)}`, position, 'quote it')
}
