/** The public interface of the package. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { isSettingName } from './config/all-settings.ts'
import { Config } from './config/config.ts'
import type { Position } from './errors.ts'
import { createEnvironment } from './templating/environment.ts'
import type { Extension } from './templating/parser/settings.ts'
import type { RenderOptions } from './templating/render-options.ts'
import { mapScope } from './templating/scope.ts'
import { Templar } from './templating/templar.ts'
import { TemplateError } from './templating/template-error.ts'
import { type Untrusted, written } from './templating/written.ts'
import { Float, Tuple, Undefined, Unknown, type Value } from './values.ts'

export { untrusted } from './templating/written.ts'
export type { Extension, Untrusted, Value }
export { Float, TemplateError, Tuple, Undefined, Unknown }

/** What a {@link templar} works with. */
export interface TemplarOptions {
  /** The variables, as plain data or values. Strings with markup are templates, unless they are {@link untrusted}. */
  readonly vars?: Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown>
  /** Folders where `include` and lookups search, nearest first; the current folder unless given. */
  readonly searchPath?: readonly string[]
  /** Environment variables for the `env` lookup and commands; those of the process unless given. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Jinja2 extensions to turn on. */
  readonly extensions?: Iterable<Extension>
  /** `jinja2_native`: results have the type of their expression. */
  readonly native?: boolean
  /** The ansible-core version whose rules hold where they differ. */
  readonly compat?: '2.14' | '2.19'
  readonly warn?: (message: string, position?: Position) => void
}

/** Options of {@link PublicTemplar.file}, as those of the template module; `text` gives the content of no file. */
export interface FileOptions extends Omit<RenderOptions, 'file' | 'vars' | 'convertData'> {
  readonly text?: string
}

/** Templates over fixed variables. All methods raise {@link TemplateError}. */
export interface PublicTemplar {
  /** A value (text, list, dict) with the templates in it evaluated, as a task's arguments are. */
  template(value: unknown): Value
  /** The text of a template file, as the template module renders it; a relative path is sought below the search path. */
  file(path: string, options?: FileOptions): string
  /** Whether a condition holds, as `when` takes it. */
  conditional(expression: unknown): boolean
}

/** Makes a templar: Jinja2 templates with Ansible's filters, tests, lookups and types. */
export const templar = (options: TemplarOptions = {}): PublicTemplar => {
  const { vars = {}, ...settings } = options
  const basedir = options.searchPath?.[0] ?? process.cwd()
  const environment = createEnvironment({
    ...settings,
    basedir,
    setting: settingsOf(options.env ?? process.env, basedir),
  })
  const entries = vars instanceof Map ? [...vars] : Object.entries(vars)
  const engine = new Templar(environment, mapScope(new Map(entries.map(([name, value]) => [name, written(value)]))))
  return {
    template: (value) => engine.evaluate(written(value)),
    file: (path, fileOptions = {}) => renderFile(engine, path, fileOptions),
    conditional: (expression) => decided(engine.conditional(conditionOf(expression))),
  }
}

/** For the `config` lookup: the settings as a run in that folder would have them, read when one is asked for. */
const settingsOf = (
  env: Readonly<Record<string, string | undefined>>,
  directory: string,
): ((name: string) => Value | undefined) => {
  let config: Config | undefined
  return (name) => {
    config ??= new Config(env, directory, () => undefined)
    return isSettingName(name) ? config.get(name) : undefined
  }
}

const renderFile = (engine: Templar, path: string, { text, ...options }: FileOptions): string => {
  const folders = options.searchPath ?? engine.settings.searchPath
  const file = text === undefined ? found(path, folders) : path
  const searchPath = options.searchPath ?? [dirname(resolve(file)), ...folders]
  return decided(engine.renderText(text ?? readFileSync(file, 'utf8'), { ...options, searchPath, file }))
}

/** A relative path is looked for below the search path, and last below the current folder. */
const found = (path: string, folders: readonly string[]): string => {
  const candidates = isAbsolute(path) ? [path] : [...folders.map((folder) => join(folder, path)), path]
  const file = candidates.find((candidate) => existsSync(candidate))
  if (file !== undefined) return file
  const message = `no template ${path}; looked for ${candidates.join(', ')}`
  throw new TemplateError({ kind: 'other', message, expression: undefined, position: undefined })
}

const conditionOf = (expression: unknown): Value =>
  Array.isArray(expression) ? expression.map(conditionOf) : written(expression)

const decided = <T>(value: T | Unknown): T => {
  if (value instanceof Unknown) throw new Error(`known after apply: ${value.reason}`)
  return value
}
