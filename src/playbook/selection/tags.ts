/** Which tasks `--tags` and `--skip-tags` choose. */
import { Template, type Value } from '../../values.ts'
import { allTags, type Node, parentsOf } from '../inheritance.ts'

/** The tags that were asked for; no `only` means all but those tagged `never`. */
export interface TagSelection {
  readonly only: readonly string[]
  readonly skip: readonly string[]
}

/** Everything that isn't tagged `never`. */
export const everything: TagSelection = { only: ['all'], skip: [] }

/**
 * True when something with these tags is to run. `always` runs unless it is skipped by name; `never` runs only when one
 * of its tags is asked for; `all`, `tagged` and `untagged` mean what they say.
 */
export const isSelected = (tags: readonly string[], { only, skip }: TagSelection): boolean =>
  isWanted(tags, only.length > 0 ? only : everything.only) && !isSkipped(tags, skip)

/** The tags of a node and its parents as texts, its own first; templates are evaluated where they were written. */
export const tagsOf = (node: Node, evaluate: (value: Value, node: Node) => Value): readonly string[] => {
  if (!hasTemplate(node)) return [...new Set(allTags(node).flatMap(texts))]
  const nodes = [node, ...parentsOf(node)]
  return [
    ...new Set(
      nodes.flatMap((at) => at.tags.flatMap((tag) => texts(tag instanceof Template ? evaluate(tag, at) : tag))),
    ),
  ]
}

const isWanted = (tags: readonly string[], only: readonly string[]): boolean => {
  if (tags.includes('always')) return true
  const never = tags.includes('never')
  if (only.includes('all') && !never) return true
  if (effective(tags).some((tag) => only.includes(tag))) return true
  return only.includes('tagged') && isTagged(tags) && !never
}

const isSkipped = (tags: readonly string[], skip: readonly string[]): boolean => {
  if (skip.length === 0) return false
  if (skip.includes('all')) return !tags.includes('always') || skip.includes('always')
  return effective(tags).some((tag) => skip.includes(tag)) || (skip.includes('tagged') && isTagged(tags))
}

/** What is tagged `untagged` and nothing else has no tag. */
const isTagged = (tags: readonly string[]): boolean => tags.some((tag) => tag !== 'untagged')

/** What has no tag counts as tagged `untagged`. */
const effective = (tags: readonly string[]): readonly string[] => (tags.length > 0 ? tags : ['untagged'])

const hasTemplate = (node: Node): boolean => allTags(node).some((tag) => tag instanceof Template)

const texts = (value: Value): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(texts)
  return value === null ? [] : [String(value)]
}
