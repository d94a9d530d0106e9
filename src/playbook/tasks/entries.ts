import { userError } from '../../errors.ts'
import { pythonType } from '../../util/python-type.ts'
import { isDict, type Value } from '../../values.ts'
import type { Context } from '../context.ts'
import { rawText, startOf, valuePosition } from '../source.ts'
import type { Entry } from '../types.ts'
import { isBlock, readBlock } from './block.ts'
import { readTask } from './task.ts'

/**
 * Reads a list of tasks and blocks. Empty items are passed over.
 *
 * @throws UserError for the first mistake in it.
 */
export const readEntries = (context: Context, list: Value, what: string): Entry[] => {
  if (list === null) return []
  if (!Array.isArray(list)) throw malformed(context, list, what)
  const entries: Entry[] = []
  list.forEach((item, index) => {
    if (item === null) return
    if (!isDict(item)) {
      const position = valuePosition(list, index)
      const problem = `an item must be a task or a block, not a ${pythonType(item)}`
      throw userError(`A malformed block was encountered while loading ${what}: ${problem}`, position)
    }
    entries.push(readEntry(context, item))
  })
  return entries
}

const readEntry = (context: Context, item: Map<Value, Value>): Entry => {
  if (!isBlock(item)) return readTask(context, item)
  if (!context.handlers || context.parent.kind !== 'block' || context.parent.implicit) return readBlock(context, item)
  throw userError('Using a block as a handler is not supported.', startOf(item, context.file))
}

const malformed = ({ file, parent }: Context, list: Value, what: string): Error => {
  const position = isDict(list) ? startOf(list, file) : (parent.keywords.get(what) ?? { file, line: 1, column: 1 })
  const found = `${isDict(list) ? 'this' : (rawText(list) ?? String(list))} should be a list or None but is <class '${pythonType(list)}'>`
  return userError(
    `A malformed block was encountered while loading ${what}: ${found}`,
    position,
    `'${what}' must be a list of tasks, each beginning with "-"`,
  )
}
