/** All lookups by name; loops written as `with_NAME` run the same functions. */
import type { LookupFunction } from '../plugin.ts'
import { fileLookups } from './files.ts'
import { filetree } from './filetree.ts'
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

/** Those of community.general; playbooks older than collections use their short names. */
const general: Readonly<Record<string, LookupFunction>> = {
  flattened: listLookups.flattened!,
  cartesian: listLookups.cartesian!,
  filetree,
}

const named = (prefix: string, lookups: Readonly<Record<string, LookupFunction>>): [string, LookupFunction][] =>
  Object.entries(lookups).map(([name, lookup]) => [prefix + name, lookup])

/** Lookups by their short name and by their full one. */
export const allLookups: ReadonlyMap<string, LookupFunction> = new Map([
  ...named('', builtin),
  ...named('ansible.builtin.', builtin),
  ...named('community.general.', general),
  ...named('', general),
])
