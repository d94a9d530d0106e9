import type { Node } from '../playbook/inheritance.ts'
import type { Dict, Value } from '../values.ts'
import { hostlessPlace } from '../vars/hostless-place.ts'
import type { Run } from './run.ts'

/** Evaluates what belongs to a play or stands in it, before its hosts are known. */
export const evaluateHostless = (
  run: Run,
  value: Value,
  at: { readonly node: Node; readonly prompted?: Dict },
): Value =>
  run
    .templar(hostlessPlace(at.node, { load: run.loadSync, templar: run.templar, prompted: at.prompted }))
    .evaluate(value)
