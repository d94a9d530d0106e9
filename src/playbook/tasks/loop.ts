import { userError } from '../../errors.ts'
import { type Dict, isDict, type Value } from '../../values.ts'
import { positionOf } from '../../yaml/positions.ts'
import { checkKeywords } from '../keywords/check-keywords.ts'
import { conditions } from '../keywords/shared-keywords.ts'
import type { Project } from '../project.ts'
import { runError } from '../run-error.ts'
import { keyPosition, valuePosition } from '../source.ts'
import type { LoopControl, TaskBase, WithLoop } from '../types.ts'

/** Reads `loop`, `with_NAME` and `loop_control`. */
export const readLoop = (project: Project, source: Dict): Pick<TaskBase, 'loop' | 'with' | 'loop_control'> => {
  const loops = [...source.keys()].filter((key) => key === 'loop' || String(key).startsWith('with_')) as string[]
  const present = loops.filter((key) => key !== 'loop' || source.get(key) !== null)
  if (present.length > 1)
    throw runError(`duplicate loop in task: ${present[1]!.replace('with_', '')}`, keyPosition(source, present[1]!))
  const lookup = present.find((key) => key.startsWith('with_'))
  return {
    loop: source.get('loop') ?? undefined,
    with: lookup === undefined ? undefined : readWith(source, lookup),
    loop_control: readLoopControl(project, source),
  }
}

const readWith = (source: Dict, key: string): WithLoop => {
  const terms = source.get(key) as Value
  if (terms === null) throw runError(`you must specify a value when using ${key}`, keyPosition(source, key))
  return { lookup: key.slice('with_'.length), terms, position: keyPosition(source, key) }
}

const readLoopControl = (project: Project, source: Dict): LoopControl | undefined => {
  const value = source.get('loop_control')
  if (value === undefined) return undefined
  if (!isDict(value)) {
    throw userError(
      'the `loop_control` value must be specified as a dictionary and cannot be a variable itself (though it can contain variables)',
      valuePosition(source, 'loop_control'),
    )
  }
  checkKeywords(project, value, { kind: 'LoopControl' })
  const control: Record<string, Value> = {}
  for (const [key, option] of value) if (key !== 'break_when') control[key as string] = option
  return {
    position: positionOf(value),
    ...control,
    ...(value.has('break_when') ? { break_when: conditions(value, 'break_when') ?? [] } : {}),
  }
}
