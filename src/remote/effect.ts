/** What a change will have done: laid over the answers to later queries in a dry run. */
import type { Value } from '../values.ts'
import type { FileStat } from './file-stat.ts'

export type Effect = PathEffect | PackageEffect | UnitEffect | AccountEffect | NamedEffect | AnyEffect

/** A path that will be there with this stat (and content, where known), or will be gone (`stat: null`). */
export interface PathEffect {
  readonly kind: 'path'
  readonly path: string
  readonly stat: Partial<FileStat> | null
  /** `undefined` when it stays as it is or can't be known. */
  readonly content?: Buffer | undefined
}

/** A package and the version it will have; `null` when it goes, `undefined` when it can't be known. */
export interface PackageEffect {
  readonly kind: 'package'
  readonly name: string
  readonly version: string | null | undefined
}

/** A service and what will be true of it. A missing key stays as it is. */
export interface UnitEffect {
  readonly kind: 'unit'
  readonly name: string
  readonly state?: 'started' | 'stopped'
  readonly enabled?: boolean
  readonly masked?: boolean
}

/** A user or a group and its entry; `null` when it goes. */
export interface AccountEffect {
  readonly kind: 'user' | 'group'
  readonly name: string
  readonly entry: ReadonlyMap<string, Value> | null
}

/** Any other named thing (a container, a mount, a cron entry) and its planned state. */
export interface NamedEffect {
  readonly kind: 'named'
  /** What sort of thing: `container`, `mount`. */
  readonly type: string
  readonly name: string
  readonly value: unknown
}

/** Something that nobody can foresee: what is not there now may be there then. */
export interface AnyEffect {
  readonly kind: 'anything'
  /** What would run: `make install`. */
  readonly cause: string
}
