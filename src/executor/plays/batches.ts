/** The hosts of a play in order, in the batches of `serial`. */
import { UserError } from '../../errors.ts'
import type { Play } from '../../playbook/types.ts'
import { Float, type Value } from '../../values.ts'

/** The hosts in the play's `order`. */
export const ordered = (hosts: readonly string[], order: string | undefined, play: Play): readonly string[] => {
  switch (order) {
    case undefined:
    case '':
    case 'inventory':
      return hosts
    case 'reverse_inventory':
      return hosts.toReversed()
    case 'sorted':
      return hosts.toSorted()
    case 'reverse_sorted':
      return hosts.toSorted().reverse()
    case 'shuffle':
      return shuffled(hosts)
    default:
      throw new UserError(
        {
          message: `Invalid 'order' specified for inventory hosts: ${order}`,
          position: play.keywords.get('order') ?? play.position,
          hint: 'one of inventory, reverse_inventory, sorted, reverse_sorted, shuffle',
        },
        5,
      )
  }
}

const shuffled = (hosts: readonly string[]): readonly string[] => {
  const rest = [...hosts]
  for (let last = rest.length - 1; last > 0; last--) {
    const at = Math.floor(Math.random() * (last + 1))
    ;[rest[last], rest[at]] = [rest[at]!, rest[last]!]
  }
  return rest
}

/** The hosts in batches: `serial` is a number, a percentage, or a list of them whose last counts for all further ones. */
export const batches = (
  hosts: readonly string[],
  serial: Value | undefined,
  play: Play,
): readonly (readonly string[])[] => {
  const sizes = serialItems(serial).map((item) => batchSize(item, hosts.length, play))
  if (sizes.length === 0 || sizes.every((size) => size <= 0)) return [hosts]
  const result: (readonly string[])[] = []
  for (let from = 0, batch = 0; from < hosts.length; batch++) {
    const size = sizes[Math.min(batch, sizes.length - 1)]!
    const until = size <= 0 ? hosts.length : from + size
    result.push(hosts.slice(from, until))
    from = until
  }
  return result
}

const serialItems = (serial: Value | undefined): readonly Value[] =>
  serial === undefined || serial === null ? [] : Array.isArray(serial) ? serial : [serial]

const batchSize = (item: Value, hosts: number, play: Play): number => {
  const text = String(item).trim()
  const share = /^([-+]?\d+(?:\.\d+)?)%$/.exec(text)
  if (share) return Math.max(Math.floor((Number(share[1]) / 100) * hosts), 1)
  if (item instanceof Float) return Math.trunc(item.value)
  if (typeof item === 'number') return Math.trunc(item)
  const size = typeof item === 'boolean' ? Number(item) : Number(text)
  if (Number.isInteger(size)) return size
  throw new UserError({
    message: `'serial' must be a number, a percentage or a list of them, and this is ${text}`,
    position: play.keywords.get('serial') ?? play.position,
  })
}
