import type { Position } from '../../errors.ts'

/** Something that can't be run, and where it stands. */
export interface Problem {
  readonly kind:
    | 'module'
    | 'filter or test'
    | 'lookup'
    | 'connection'
    | 'become method'
    | 'strategy'
    | 'inventory plugin'
    | 'python'
    | 'syntax'
  readonly message: string
  readonly position: Position
}
