/** The built-in plugins, by name. */
import type { Value } from '../values.ts'
import { allFilters } from './filters/all-filters.ts'
import { globals } from './globals.ts'
import { allLookups } from './lookups/all-lookups.ts'
import type { FilterFunction, LookupFunction, TestFunction } from './plugin.ts'
import { allTests } from './tests/all-tests.ts'

export const builtinFilters: ReadonlyMap<string, FilterFunction> = allFilters
export const builtinTests: ReadonlyMap<string, TestFunction> = allTests
export const builtinLookups: ReadonlyMap<string, LookupFunction> = allLookups
export const builtinGlobals: ReadonlyMap<string, Value> = globals
