import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { isSettingName } from '../../src/config/all-settings.ts'
import { Config } from '../../src/config/config.ts'
import { createEnvironment } from '../../src/templating/environment.ts'
import type { Extension } from '../../src/templating/parser/settings.ts'
import type { RenderSettings } from '../../src/templating/plugin.ts'
import { isFloat, isInt } from '../../src/templating/python/number.ts'
import { repr } from '../../src/templating/python/repr.ts'
import { mapScope } from '../../src/templating/scope.ts'
import { Templar } from '../../src/templating/templar.ts'
import { TemplateError } from '../../src/templating/template-error.ts'
import { Untrusted, written } from '../../src/templating/written.ts'
import { Float, Tuple, type Value } from '../../src/values.ts'

/** A case of the corpus; its README says what the fields mean. */
export interface Case {
  readonly id?: string
  readonly template: unknown
  readonly vars: Readonly<Record<string, unknown>>
  readonly mode?: 'file' | 'conditional'
  readonly files?: Readonly<Record<string, string | { directory: true } | { link: string }>>
  readonly env?: Readonly<Record<string, string>>
  readonly options?: Readonly<Record<string, string | boolean>>
  /** Results keep their types (`jinja2_native`). */
  readonly native?: boolean
  readonly extensions?: readonly Extension[]
  readonly expected?: unknown
  readonly error?: 'undefined' | 'syntax' | 'other'
}

/** Runs a case; a line that says how it fails, `undefined` when it passes. */
export const failureOf = (given: Case): string | undefined => {
  const basedir = realpathSync(mkdtempSync(join(tmpdir(), 'templating-')))
  try {
    const test = JSON.parse(JSON.stringify(given).replaceAll('@BASEDIR@', basedir)) as Case
    for (const [path, content] of Object.entries(test.files ?? {})) create(join(basedir, path), content)
    const actual = outcome(test, basedir)
    const expected = test.error === undefined ? { value: normal(test.expected) } : { error: test.error }
    if (isDeepStrictEqual('error' in actual ? { error: actual.error } : actual, expected)) return undefined
    return `${test.id ?? test.template}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`
  } finally {
    rmSync(basedir, { recursive: true, force: true })
  }
}

const create = (path: string, content: string | { directory: true } | { link: string }): void => {
  mkdirSync(dirname(path), { recursive: true })
  if (typeof content === 'string') writeFileSync(path, content)
  else if ('link' in content) symlinkSync(content.link, path)
  else mkdirSync(path, { recursive: true })
}

type Outcome = { value: unknown } | { error: string; message: string }

const outcome = (test: Case, basedir: string): Outcome => {
  try {
    return { value: encoded(evaluate(test, basedir)) }
  } catch (error) {
    if (error instanceof TemplateError) return { error: error.kind, message: error.message }
    return { error: 'crash', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

const evaluate = (test: Case, basedir: string): Value => {
  const environment = createEnvironment({
    basedir,
    env: { TZ: 'UTC', HOME: '/home/tester', PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', ...test.env },
    extensions: test.extensions ?? [],
    native: test.native ?? false,
    setting: (name) => (isSettingName(name) ? new Config({}, basedir, () => undefined).get(name) : undefined),
  })
  const vars = new Map(Object.entries(test.vars).map(([name, value]) => [name, written(decoded(value))]))
  const templar = new Templar(environment, mapScope(vars))
  if (test.mode === 'conditional') return templar.conditional(written(decoded(test.template)))
  if (test.mode !== 'file') return templar.evaluate(written(decoded(test.template)))
  const searchPath = [join(basedir, 'templates'), basedir]
  return templar.renderText(String(test.template), { ...renderSettings(test), searchPath, file: 'case.j2' })
}

const OPTION_NAMES: Readonly<Record<string, keyof RenderSettings>> = {
  trim_blocks: 'trimBlocks',
  lstrip_blocks: 'lstripBlocks',
  newline_sequence: 'newlineSequence',
  variable_start_string: 'variableStart',
  variable_end_string: 'variableEnd',
  block_start_string: 'blockStart',
  block_end_string: 'blockEnd',
  comment_start_string: 'commentStart',
  comment_end_string: 'commentEnd',
}

const renderSettings = (test: Case): RenderSettings =>
  Object.fromEntries(Object.entries(test.options ?? {}).map(([name, value]) => [OPTION_NAMES[name]!, value]))

const FLOATS: Readonly<Record<string, number>> = {
  inf: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
  nan: Number.NaN,
}

/** A typed value of the corpus as data for `written`. */
const decoded = (typed: unknown): unknown => {
  if (Array.isArray(typed)) return typed.map(decoded)
  if (typeof typed !== 'object' || typed === null) return typed
  const entries = Object.entries(typed)
  const [key, value] = entries[0] ?? ['', null]
  if (entries.length === 1) {
    if (key === '__float__') return Float.of(FLOATS[value] ?? Number(value))
    if (key === '__int__') return BigInt(value)
    if (key === '__unsafe__') return new Untrusted(value)
    if (key === '__dict__') return new Map((value as [unknown, unknown][]).map(([k, v]) => [decoded(k), decoded(v)]))
  }
  return Object.fromEntries(entries.map(([name, item]) => [name, decoded(item)]))
}

/** A value in the corpus's spelling. */
const encoded = (value: Value): unknown => {
  if (isInt(value)) return typeof value === 'bigint' ? { __int__: value.toString() } : value
  if (isFloat(value)) return floatOf(value instanceof Float ? value.value : value)
  if (Array.isArray(value) && !(value instanceof Tuple)) return value.map(encoded)
  if (value instanceof Map) return dictOf([...value].map(([key, item]) => [encoded(key), encoded(item)]))
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  return { __python__: repr(value) }
}

const floatOf = (value: number): unknown =>
  Number.isInteger(value) || !Number.isFinite(value) ? { __float__: repr(Float.of(value)) } : value

/** Dicts compare without order. */
const dictOf = (entries: [unknown, unknown][]): unknown => {
  const sorted = entries.map(([key, item]) => [JSON.stringify(key), item] as const)
  return { __dict__: sorted.sort(([a], [b]) => (a < b ? -1 : 1)) }
}

/** An expected value, with its dicts in the spelling of {@link dictOf}. */
const normal = (typed: unknown): unknown => {
  if (Array.isArray(typed)) return typed.map(normal)
  if (typeof typed !== 'object' || typed === null) return typed
  const entries = Object.entries(typed)
  const [key, value] = entries[0] ?? ['', null]
  if (entries.length === 1 && key === '__dict__')
    return dictOf((value as [unknown, unknown][]).map(([k, v]) => [normal(k), normal(v)]))
  if (entries.length === 1 && ['__float__', '__int__', '__python__'].includes(key)) return typed
  return dictOf(entries.map(([name, item]) => [name, normal(item)]))
}
