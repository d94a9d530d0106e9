/** What can be said of the options of `user` before anything is looked at. */
import { ModuleFailure, type Remark, warning } from '../../kit/change.ts'
import type { UserOptions } from './options.ts'

/** Warns of what is likely a mistake; throws a ModuleFailure for options that exclude each other. */
export function* checkUser(options: UserOptions): Iterable<Remark> {
  for (const name of ['umask', 'uid_min', 'uid_max'] as const) {
    if (options.local && options[name] !== undefined) throw new ModuleFailure(`'${name}' can not be used with 'local'`)
  }
  if (options.append && options.groups === undefined) {
    yield warning("'append' is set, but no 'groups' are specified. Use 'groups' for appending new groups.")
  }
  const password = options.password?.reveal()
  if (password && !looksHashed(password)) {
    yield warning(
      "The input password appears not to have been hashed. The 'password' argument must be encrypted for this module to work properly.",
    )
  }
}

const disabling: ReadonlySet<string> = new Set(['*', '!', '*************'])

/** How long the last field is, by the method that the second one names. */
const lengths: Readonly<Record<string, number>> = { 1: 22, 5: 43, 6: 86, y: 43 }

const looksHashed = (password: string): boolean => {
  if (disabling.has(password)) return true
  const fields = password.split('$')
  const hash = fields.at(-1) ?? ''
  if (/[:*!]/.test(password) || fields.length < 3 || /[^a-zA-Z0-9./=]/.test(hash)) return false
  const length = lengths[fields[1] ?? '']
  return length === undefined || hash.length === length
}
