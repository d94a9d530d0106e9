/** A difference as results have it. */
import type { Diff, DiffContents } from '../../modules/kit/change.ts'
import { type Dict, dict, type Value } from '../../values.ts'

/** The difference; contents that are binary, or have more bytes than the limit, are left out. 0 is no limit. */
export const shownDiff = ({ contents, ...diff }: Diff, limit: number): Dict =>
  dict({ ...diff, ...(contents ? shownContents(contents, limit) : {}) } as Record<string, Value>)

const shownContents = (
  { before, after, beforeSize, afterSize }: DiffContents,
  limit: number,
): Readonly<Record<string, Value>> => {
  // What was too large to be looked at is too large to be shown.
  const isLarge = (content: Buffer | undefined, size: number): boolean =>
    (limit > 0 && size > limit) || (content === undefined && size > 0)
  const left = {
    ...(isBinary(before) ? { dst_binary: 1 } : {}),
    ...(isBinary(after) ? { src_binary: 1 } : {}),
    ...(isLarge(before, beforeSize) ? { dst_larger: limit } : {}),
    ...(isLarge(after, afterSize) ? { src_larger: limit } : {}),
  }
  return Object.keys(left).length > 0 ? left : { before: before?.toString() ?? '', after: after?.toString() ?? '' }
}

const isBinary = (content: Buffer | undefined): boolean => content?.includes(0) === true
