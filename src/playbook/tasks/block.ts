import { userError } from '../../errors.ts'
import type { Dict } from '../../values.ts'
import { copyPlaces } from '../../yaml/positions.ts'
import type { Context } from '../context.ts'
import { checkKeywords } from '../keywords/check-keywords.ts'
import { readShared } from '../keywords/shared-keywords.ts'
import { keyPosition, keyPositions, type Mutable, startOf } from '../source.ts'
import type { Block, Entry } from '../types.ts'
import { modernized } from './legacy.ts'

/** True for a mapping that is a block rather than a task. */
export const isBlock = (source: Dict): boolean => source.has('block') || source.has('rescue') || source.has('always')

/** Reads `block`, `rescue`, `always` and the keywords beside them. */
export const readBlock = (context: Context, written: Dict): Block => {
  const { project, file, parent } = context
  const source = modernized(project, written, 'Block')
  checkKeywords(project, source, { kind: 'Block' })
  for (const key of ['rescue', 'always']) {
    if (!source.has('block') && source.has(key))
      throw userError(`'${key}' keyword cannot be used without 'block'`, keyPosition(source, key))
  }
  const block: Mutable<Block> = {
    kind: 'block',
    position: startOf(written, file),
    keywords: keyPositions(source),
    parent,
    name: source.get('name'),
    ...readShared(project, source, 'Block'),
    block: [],
    rescue: [],
    always: [],
    implicit: false,
  }
  const inside = { ...context, parent: block }
  const list = (key: string): Entry[] => {
    const value = source.get(key)
    if (value === null)
      throw userError(
        `A malformed block was encountered while loading ${key}: there is nothing`,
        keyPosition(source, key),
        `'${key}' must be a list of tasks`,
      )
    return value === undefined ? [] : context.readEntries(inside, value, key)
  }
  block.block = list('block')
  block.rescue = list('rescue')
  block.always = list('always')
  return block
}

/** The block that stands for the `apply` of an include, to put around what is included. */
export const readApply = (context: Context, apply: Dict): Mutable<Block> => ({
  ...readBlock({ ...context, readEntries: () => [] }, copyPlaces(apply, new Map([...apply, ['block', []]]))),
  position: startOf(apply, context.file),
  keywords: keyPositions(apply),
  implicit: true,
})
