import { userError } from '../../errors.ts'
import { didYouMean } from '../../util/suggest.ts'
import type { Context } from '../context.ts'
import { roleOf } from '../inheritance.ts'
import { runError } from '../run-error.ts'
import { rawText } from '../source.ts'
import type { Meta, TaskBase } from '../types.ts'

/** Reads `meta: NAME`. */
export const readMeta = (context: Context, base: TaskBase): Meta => {
  // A template of it is never evaluated.
  const meta: Meta = { ...base, kind: 'meta', meta: rawText(base.freeForm)?.trim() ?? '' }
  checkName(context, meta)
  return meta
}

const checkName = ({ handlers }: Context, meta: Meta): void => {
  const name = String(meta.meta)
  if (!names.includes(name))
    throw runError(`invalid meta action requested: ${name}`, meta.argPositions.get('meta') ?? meta.position, hint(name))
  if (handlers && name === 'flush_handlers') throw runError('flush_handlers cannot be used as a handler', meta.position)
  if (name !== 'end_role') return
  if (handlers) throw userError("Cannot execute 'end_role' from a handler", meta.position)
  if (!roleOf(meta)) throw userError("Cannot execute 'end_role' from outside of a role", meta.position)
}

const hint = (name: string): string => didYouMean(name, names) ?? `one of ${names.join(', ')}`

const names = [
  ...['noop', 'flush_handlers', 'refresh_inventory', 'clear_facts', 'clear_host_errors'],
  ...['end_batch', 'end_host', 'end_play', 'end_role', 'reset_connection'],
]
