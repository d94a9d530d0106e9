/** The built-in plugins, by name. */
import type { Value } from '../values.ts'
import { globals } from './globals.ts'
import type { FilterFunction, LookupFunction, TestFunction } from './plugin.ts'

export const builtinFilters: ReadonlyMap<string, FilterFunction> = new Map()
export const builtinTests: ReadonlyMap<string, TestFunction> = new Map()
export const builtinLookups: ReadonlyMap<string, LookupFunction> = new Map()
export const builtinGlobals: ReadonlyMap<string, Value> = globals
