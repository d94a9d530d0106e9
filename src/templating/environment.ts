/** What templates of one run share: plugins, settings, caches. */
import { readFileSync } from 'node:fs'
import type { Position } from '../errors.ts'
import { BoundedCache } from '../util/bounded-cache.ts'
import { didYouMean } from '../util/suggest.ts'
import { withoutBuiltin } from '../util/without-builtin.ts'
import type { Value } from '../values.ts'
import { builtinFilters, builtinGlobals, builtinLookups, builtinTests } from './builtins.ts'
import type { KeptText } from './compile-cache.ts'
import type { CompiledCondition } from './compiler/compile.ts'
import { type Extension, type Syntax, VARIABLE_SYNTAX } from './parser/settings.ts'
import type { FilterFunction, LookupFunction, PluginEnvironment, TestFunction } from './plugin.ts'
import { TemplateSyntaxError } from './python/errors.ts'
import { guardFilter, guardTest } from './runtime/guard.ts'

/** What may be set when an environment is made; everything has Ansible's default. */
export interface EnvironmentOptions {
  readonly basedir?: string
  readonly searchPath?: readonly string[]
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly extensions?: Iterable<Extension>
  readonly native?: boolean
  /** The ansible-core version whose rules hold where they differ. */
  readonly compat?: '2.14' | '2.19'
  readonly filters?: ReadonlyMap<string, FilterFunction>
  readonly tests?: ReadonlyMap<string, TestFunction>
  readonly lookups?: ReadonlyMap<string, LookupFunction>
  readonly globals?: ReadonlyMap<string, Value>
  readonly warn?: (message: string, position?: Position) => void
  readonly readFile?: (path: string) => string
  readonly decrypt?: (text: string) => string
  readonly setting?: (name: string) => Value | undefined
  readonly pluginOption?: PluginEnvironment['pluginOption']
  readonly hostsMatching?: (pattern: string) => readonly string[]
}

/** Plugins and settings; compiled templates are cached in it. */
export interface TemplatingEnvironment extends PluginEnvironment {
  readonly compat: '2.14' | '2.19'
  readonly syntax: Syntax
  readonly globals: ReadonlyMap<string, Value>
  readonly filterNames: Iterable<string>
  readonly lookupNames: Iterable<string>
  readonly warn: (message: string, position?: Position) => void
  readonly readFile: (path: string) => string
  readonly conditions: BoundedCache<CompiledCondition>
  readonly texts: BoundedCache<KeptText[]>
  filter(name: string): FilterFunction
  test(name: string): TestFunction
  /** The filter; an unknown name is a syntax error at that offset. */
  filterAt(name: string, offset: number): FilterFunction
  testAt(name: string, offset: number): TestFunction
  lookupNamed(name: string): LookupFunction | undefined
}

/** What is kept of files and of conditions: code takes many times the memory of its text. */
const KEPT = { entries: 500, characters: 2_000_000 }

/** Makes an environment with all built-in plugins and those given. */
export const createEnvironment = (options: EnvironmentOptions = {}): TemplatingEnvironment => {
  const filters = new PluginTable('filter', [builtinFilters, options.filters], guardFilter)
  const tests = new PluginTable('test', [builtinTests, options.tests], guardTest)
  const lookups = new Map([...builtinLookups, ...(options.lookups ?? [])])
  const basedir = options.basedir ?? process.cwd()
  return {
    native: options.native ?? false,
    basedir,
    searchPath: options.searchPath ?? [basedir],
    env: options.env ?? process.env,
    decrypt: options.decrypt ?? ((text) => text),
    setting: options.setting ?? (() => undefined),
    pluginOption: options.pluginOption ?? (() => undefined),
    hostsMatching: options.hostsMatching ?? (() => []),
    compat: options.compat ?? '2.14',
    syntax: { ...VARIABLE_SYNTAX, extensions: new Set(options.extensions ?? []) },
    globals: new Map([...builtinGlobals, ...(options.globals ?? [])]),
    filterNames: filters.names(),
    lookupNames: lookups.keys(),
    warn: options.warn ?? (() => undefined),
    readFile: options.readFile ?? ((path) => readFileSync(path, 'utf8')),
    conditions: new BoundedCache(KEPT),
    texts: new BoundedCache(KEPT),
    filter: (name) => filters.get(name),
    test: (name) => tests.get(name),
    filterAt: (name, offset) => filters.get(name, offset),
    testAt: (name, offset) => tests.get(name, offset),
    lookupNamed: (name) => lookups.get(name) ?? lookups.get(withoutBuiltin(name)),
  }
}

/** `ansible.builtin.upper` is `upper`. */

/** Plugins by name, each wrapped once. */
class PluginTable<T> {
  readonly #kind: string
  readonly #plugins = new Map<string, T>()
  readonly #wrapped = new Map<string, T>()
  readonly #wrap: (plugin: T, name: string) => T

  constructor(
    kind: string,
    groups: readonly (ReadonlyMap<string, T> | undefined)[],
    wrap: (plugin: T, name: string) => T,
  ) {
    this.#kind = kind
    this.#wrap = wrap
    for (const group of groups) for (const [name, plugin] of group ?? []) this.#plugins.set(name, plugin)
  }

  names(): Iterable<string> {
    return this.#plugins.keys()
  }

  get(name: string, offset?: number): T {
    const known = this.#wrapped.get(name)
    if (known !== undefined) return known
    const short = withoutBuiltin(name)
    const plugin = this.#plugins.get(name) ?? this.#plugins.get(short)
    if (plugin === undefined) throw this.#unknown(name, offset)
    const wrapped = this.#wrap(plugin, short)
    this.#wrapped.set(name, wrapped)
    return wrapped
  }

  #unknown(name: string, offset: number | undefined): TemplateSyntaxError {
    if (!/^\w+(?:\.\w+)*$/.test(name))
      return new TemplateSyntaxError(
        `TemplateSyntaxError: Could not load "${name}": 'invalid plugin name: ansible.builtin.${name}'`,
        offset,
      )
    return new TemplateSyntaxError(`"${name}" is not a ${this.#kind}`, offset, didYouMean(name, this.#plugins.keys()))
  }
}
