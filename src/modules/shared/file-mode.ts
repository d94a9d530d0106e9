/** File modes as playbooks write them: `0644`, `u=rwX,g-w,o=`. */
import { dict } from '../../values.ts'
import { ModuleFailure } from '../kit/change.ts'

export interface ModeContext {
  /** The present permission bits. */
  readonly current: number
  readonly isDirectory: boolean
  /** Bits that a clause without `u`, `g`, `o` or `a` leaves alone. */
  readonly umask: number
}

/** The permission bits that a mode means for a file; throws a ModuleFailure for text that is no mode. */
export const resolveMode = (text: string, context: ModeContext): number => {
  const octal = /^(?:0o)?([0-7]+)$/.exec(text.trim())?.[1]
  if (octal === undefined) return symbolicMode(text, context)
  const mode = Number.parseInt(octal, 8)
  if (mode <= 0o7777) return mode
  throw new ModuleFailure('Invalid mode supplied, only permission info is allowed', dict({ details: text }))
}

/** True for a clause whose meaning depends on the umask: `+x`. */
export const needsUmask = (text: string | undefined): boolean => text !== undefined && /(^|,)[-+=]/.test(text)

/** As results show it: `0644`, `04755`. */
export const modeText = (mode: number): string => `0${mode.toString(8).padStart(3, '0')}`

/** For `chmod`: five digits, so that it clears a directory's set-id bits where they are not asked for. */
export const chmodText = (mode: number): string => mode.toString(8).padStart(5, '0')

const symbolicMode = (text: string, { current, isDirectory, umask }: ModeContext): number => {
  let mode = current
  for (const clause of text.split(',')) {
    if (clause === '') continue
    const match = /^([ugo]+|a|)((?:[-+=](?:[rwxXst]*|[ugo]+))+)$/.exec(clause)
    if (!match) throw badMode(clause)
    const [, who = '', actions = ''] = match
    const users = who === '' || who === 'a' ? 'ugo' : who
    for (const [, operator, permissions = ''] of actions.matchAll(/([-+=])([rwxXstugo]*)/g)) {
      const kept = who === '' ? umask : 0
      mode = apply(mode, { current, isDirectory, kept, users, operator: operator as string, permissions })
    }
  }
  return mode
}

const badMode = (clause: string): ModuleFailure =>
  new ModuleFailure(
    'mode must be in octal or symbolic form',
    dict({ details: `bad symbolic permission for mode: ${clause}` }),
  )

interface Action {
  /** The bits before any clause: what `X`, `u`, `g` and `o` refer to. */
  readonly current: number
  readonly isDirectory: boolean
  readonly kept: number
  readonly users: string
  readonly operator: string
  readonly permissions: string
}

const shifts: Readonly<Record<string, number>> = { u: 6, g: 3, o: 0 }
const special: Readonly<Record<string, number>> = { u: 0o4000, g: 0o2000, o: 0o1000 }

const apply = (mode: number, action: Action): number => {
  let result = mode
  for (const user of new Set(action.users)) {
    const bits = userBits(user, action)
    const all = (0o7 << (shifts[user] as number)) | (special[user] as number)
    if (action.operator === '+') result |= bits
    else if (action.operator === '-') result &= ~bits
    else result = (result & ~all) | bits
  }
  return result
}

/** The bits that permissions mean for one of user, group and others. */
const userBits = (user: string, action: Action): number => {
  const shift = shifts[user] as number
  let bits = 0
  for (const permission of action.permissions) {
    if (permission in shifts) bits |= ((action.current >> (shifts[permission] as number)) & 0o7) << shift
    else if (permission === 's') bits |= user === 'o' ? 0 : (special[user] as number)
    else if (permission === 't') bits |= user === 'o' ? 0o1000 : 0
    else bits |= (plainBits(permission, action) << shift) & ~action.kept
  }
  return bits
}

const plainBits = (permission: string, { current, isDirectory }: Action): number => {
  if (permission === 'X') return isDirectory || (current & 0o111) !== 0 ? 1 : 0
  return { r: 4, w: 2, x: 1 }[permission] ?? 0
}
