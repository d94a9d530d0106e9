import { splitLines } from '../../util/split-lines.ts'
import type { Dict, Value } from '../../values.ts'

/** Adds `stdout_lines` and `stderr_lines` to a result that has the texts. */
export const withLines = (result: Dict): Dict => {
  for (const name of ['stdout', 'stderr']) {
    const text = result.get(name)
    if (typeof text === 'string' && !result.has(`${name}_lines`)) result.set(`${name}_lines`, splitLines(text))
  }
  return result
}

/** The same for what tells of a background task: it has the texts in any case. */
export const withOutputs = (result: Dict): Dict => withLines(new Map<Value, Value>([...empty, ...result]))

const empty: readonly [Value, Value][] = [
  ['stdout', ''],
  ['stderr', ''],
]
