/** All lookups by name; loops written as `with_NAME` run the same functions. */
import type { LookupFunction } from '../plugin.ts'
import { fileLookups } from './files.ts'
import { listLookups } from './lists.ts'
import { password } from './password.ts'
import { tableLookups } from './tables.ts'
import { url } from './url.ts'
import { variableLookups } from './variables.ts'

const builtin: Readonly<Record<string, LookupFunction>> = {
  ...fileLookups,
  ...listLookups,
  ...tableLookups,
  ...variableLookups,
  password,
  url,
}

/** Lookups by their short name and by their full one. */
export const allLookups: ReadonlyMap<string, LookupFunction> = new Map(
  Object.entries(builtin).flatMap(([name, lookup]): [string, LookupFunction][] => [
    [name, lookup],
    [`ansible.builtin.${name}`, lookup],
  ]),
)
