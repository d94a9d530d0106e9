import { fnmatch } from '../../util/fnmatch.ts'
import { roleOf } from '../inheritance.ts'
import { taskName } from '../names.ts'
import { rawText } from '../source.ts'
import type { AnyTask } from '../types.ts'

/** True when `--start-at-task` names the task: its name or `role : name`, as written or as a shell pattern. */
export const startsAt = (task: AnyTask, pattern: string): boolean => {
  const own = rawText(task.name)
  const names = [...(own ? [own] : []), ...(own && !roleOf(task) ? [] : [taskName(task)])]
  return names.some((name) => name === pattern || fnmatch(name, pattern))
}
