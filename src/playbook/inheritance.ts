/** What a task gets from the objects around it: the one place that knows Ansible's rules of inheritance. */
import type { Position } from '../errors.ts'
import type { Dict, Value } from '../values.ts'
import type { AddedKeywords, AnyTask, Block, Condition, NearestKeyword, Parent, Play, Role, TaskBase } from './types.ts'

/** A play, role, block or task. */
export type Node = Parent | AnyTask

/**
 * The objects a node inherits keywords from, nearest first, ending with its play. An `include_tasks` or `include_role`
 * is left out: its keywords are for itself, only its `vars` and `apply` go down.
 */
export function* parentsOf(node: Node): Generator<Parent> {
  for (const parent of ancestorsOf(node))
    if (parent.kind !== 'include_tasks' && parent.kind !== 'include_role') yield parent
}

/** All objects around a node, nearest first, dynamic includes among them. */
export function* ancestorsOf(node: Node): Generator<Parent> {
  for (let at = parentOf(node); at !== undefined; at = parentOf(at)) yield at
}

/** The value of a keyword as the nearest of the node and its parents has it; `undefined` when none has it. */
export function inherited<K extends NearestKeyword>(node: Node, keyword: K): KeywordValue<K> {
  for (const value of inheritedAll(node, keyword)) return value
  return undefined
}

/** The values of a keyword that the node and its parents have, nearest first. */
export function* inheritedAll<K extends NearestKeyword>(
  node: Node,
  keyword: K,
): Generator<Exclude<KeywordValue<K>, undefined>> {
  const own = keywordOf(node, keyword)
  if (own !== undefined) yield own as Exclude<KeywordValue<K>, undefined>
  for (const parent of parentsOf(node)) {
    const value = keywordOf(parent, keyword)
    if (value !== undefined) yield value as Exclude<KeywordValue<K>, undefined>
  }
}

/** Where the keyword that counts for the node is written; the node where that is not known. */
export const placeOfKeyword = (node: Node, keyword: NearestKeyword): Position => {
  for (const at of [node, ...parentsOf(node)])
    if (keywordOf(at, keyword) !== undefined) return at.keywords.get(keyword) ?? at.position
  return node.position
}

/** All conditions of a task, the outermost first: each must hold. */
export const allWhen = (node: Node): readonly Condition[] => outermostFirst(node, 'when')

/** All `environment` values, the outermost first: later ones win. */
export const allEnvironment = (node: Node): readonly Value[] => outermostFirst(node, 'environment')

/** All `module_defaults` values, the outermost first: later ones win. */
export const allModuleDefaults = (node: Node): readonly Value[] => outermostFirst(node, 'module_defaults')

/** All tags of a task and its parents, its own first; an item may be a Template, duplicates are kept. */
export const allTags = (node: Node): readonly Value[] => {
  const tags = [...node.tags]
  for (const parent of parentsOf(node)) tags.push(...parent.tags)
  return tags
}

/**
 * The `vars` of the blocks and includes around a task and its own, inner ones winning. Those of the play and of roles
 * have other places in the order of precedence and are not among them.
 */
export const taskVars = (task: AnyTask | Block): Dict => {
  const layers = [task.vars]
  for (const parent of ancestorsOf(task)) if (parent.kind !== 'play' && parent.kind !== 'role') layers.push(parent.vars)
  const all: Dict = new Map()
  for (const layer of layers.reverse()) for (const [name, value] of layer) all.set(name, value)
  all.delete('tags')
  all.delete('when')
  return all
}

/** The play a node belongs to. */
export const playOf = (node: Node): Play => {
  if (node.kind === 'play') return node
  for (const parent of ancestorsOf(node)) if (parent.kind === 'play') return parent
  throw new Error(`a ${node.kind} without a play`)
}

/** The role a node is written in. */
export const roleOf = (node: Node): Role | undefined => {
  for (const parent of ancestorsOf(node)) if (parent.kind === 'role') return parent
  return undefined
}

/** The roles around a node, the innermost first: its own, those that depend on or include that one. */
export const rolesOf = (node: Node): readonly Role[] =>
  [...ancestorsOf(node)].filter((parent) => parent.kind === 'role')

type KeywordValue<K extends NearestKeyword> = TaskBase[K] | undefined

/** What a node stands in; a play stands in nothing. */
export const parentOf = (node: Node): Parent | undefined => (node.kind === 'play' ? undefined : node.parent)

const keywordOf = <K extends NearestKeyword>(node: Node, keyword: K): KeywordValue<K> =>
  (node as Partial<TaskBase>)[keyword]

const outermostFirst = <K extends 'when' | 'environment' | 'module_defaults'>(
  node: Node,
  keyword: K,
): AddedKeywords[K][number][] => {
  const layers: AddedKeywords[K][] = [node[keyword]]
  for (const parent of parentsOf(node)) layers.push(parent[keyword])
  return layers.reverse().flat() as AddedKeywords[K][number][]
}
