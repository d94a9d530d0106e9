import { type Dict, dict, type Value } from '../../values.ts'
import { statusOf } from './results.ts'

/** The result of a loop: those of its items, and what they say together. */
export const loopResult = (items: readonly Dict[]): Dict => {
  const statuses = items.map(statusOf)
  const failed = items.some((item) => item.get('failed') === true || statusOf(item) === 'failed')
  const skipped = statuses.every((status) => status === 'skipped')
  const changed = items.some((item) => item.get('changed') === true)
  return dict({
    results: items.map(withoutRemarks),
    skipped,
    ...(changed ? { changed } : {}),
    ...(failed ? { failed: true } : {}),
    ...(statuses.includes('unreachable') ? { unreachable: true } : {}),
    msg: failed ? 'One or more items failed' : skipped ? 'All items skipped' : 'All items completed',
    ...(changed ? {} : { changed }),
    ...gathered(items, 'warnings'),
    ...gathered(items, 'deprecations'),
  })
}

const withoutRemarks = (item: Dict): Dict =>
  new Map([...item].filter(([key]) => key !== 'warnings' && key !== 'deprecations'))

const gathered = (items: readonly Dict[], key: string): Readonly<Record<string, Value>> => {
  const all = items.flatMap((item) => (item.get(key) as Value[] | undefined) ?? [])
  return all.length > 0 ? { [key]: all } : {}
}
