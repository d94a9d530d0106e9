import type { AnyTask } from '../../playbook/types.ts'
import { str } from '../../templating/python/repr.ts'
import { asWritten } from '../../util/as-written.ts'
import type { Value } from '../../values.ts'

/** What a task gives its action, as it is written: for headings that show it. Empty where it gives nothing. */
export const argumentsText = (task: AnyTask): string => {
  const written = [...task.args, ...freeText(task)]
  return written.map(([name, value]) => `${String(name)}=${str(asWritten(value))}`).join(', ')
}

const freeText = ({ freeForm, kind, ...task }: AnyTask): [Value, Value][] => {
  const text = freeForm ?? (kind === 'include_tasks' && 'file' in task ? task.file : undefined)
  return text === undefined ? [] : [['_raw_params', text]]
}
