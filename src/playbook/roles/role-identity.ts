import { isDict, Template, type Value } from '../../values.ts'
import type { Role } from '../types.ts'

/**
 * A text that is the same for uses of a role that count as one where it doesn't allow duplicates: same place, parameters,
 * conditions, tags, variables and files.
 */
export const roleIdentity = (
  role: Pick<Role, 'name' | 'collection' | 'path' | 'params' | 'when' | 'tags' | 'vars' | 'fromInclude'>,
  from: Readonly<Record<string, Value | undefined>>,
): string =>
  JSON.stringify([
    role.collection,
    role.name,
    role.path,
    plain(role.params),
    role.when.map(({ value }) => plain(value)),
    role.tags.map(plain),
    plain(role.vars),
    role.fromInclude,
    Object.entries(from).flatMap(([name, value]) => (value === undefined ? [] : [[name, plain(value)]])),
  ])

/** Data that `JSON.stringify` tells apart as the values are told apart. */
const plain = (value: Value): unknown => {
  if (value instanceof Template) return { template: value.source }
  if (isDict(value)) return { dict: [...value].map(([key, item]) => [plain(key), plain(item)]).sort() }
  if (Array.isArray(value)) return value.map(plain)
  return typeof value === 'bigint' ? { int: String(value) } : value
}
