import type { Node } from '../../playbook/inheritance.ts'
import type { Dict, Value } from '../../values.ts'
import { hostlessPlace } from '../../vars/hostless-place.ts'
import type { Run } from '../run.ts'

/** Evaluates what belongs to a play or stands in it, before its hosts are known. */
export const evaluateHostless = (
  run: Run,
  value: Value,
  { node, prompted }: { readonly node: Node; readonly prompted?: Dict },
): Value => {
  if (typeof value !== 'object' || value === null) return value
  return run.templar(hostlessPlace(node, { load: run.loadSync, templar: run.templar, prompted })).evaluate(value)
}
