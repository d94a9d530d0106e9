/** Evaluates templates, conditions and template files over a scope. */
import { dirname, join } from 'node:path'
import type { Position } from '../errors.ts'
import { didYouMean } from '../util/suggest.ts'
import {
  type Dict,
  isDict,
  isNumber,
  KeptText,
  Omit,
  Secret,
  Template,
  Undefined,
  Unknown,
  type Value,
} from '../values.ts'
import { compiledOf, compiledText } from './compile-cache.ts'
import { CompiledTemplate } from './compiler/compiled.ts'
import { isFolded } from './compiler/constants.ts'
import { evaluateComputed, evaluateConditional } from './conditional.ts'
import type { TemplatingEnvironment } from './environment.ts'
import { hasTemplates } from './has-templates.ts'
import type { Keywords, RenderSettings } from './plugin.ts'
import { FilterError, UndefinedError, UnknownLookupError, UnknownSignal } from './python/errors.ts'
import { beginWork, charge, endWork } from './python/limits.ts'
import { conceal, trackSecrets } from './python/secret.ts'
import { markVolatile, volatileCount } from './python/volatile.ts'
import { type RenderOptions, syntaxFor } from './render-options.ts'
import { RenderContext, type RenderHost, type RunState, type VariablePath } from './runtime/context.ts'
import { finish, type ResultMode } from './runtime/finish.ts'
import { Frame } from './runtime/frame.ts'
import { Output } from './runtime/output.ts'
import { runTemplate } from './runtime/run-template.ts'
import type { Scope } from './scope.ts'
import { located, TemplateError } from './template-error.ts'
import { loadTemplateFile } from './template-files.ts'
import { Unresolved } from './unresolved.ts'

/** Lookups that may give another result each time: a variable that uses one is evaluated at each use. */
const VOLATILE_LOOKUPS: ReadonlySet<string> = new Set(
  ['pipe', 'lines', 'password', 'random_choice', 'url'].flatMap((name) => [name, `ansible.builtin.${name}`]),
)

/** For lookups that no template called. */
const EMPTY = new CompiledTemplate('', { file: undefined, start: undefined })

/** A variable whose template used something undefined: undefined itself, until it is used. */
class UndefinedVariable extends Undefined {
  readonly cause: TemplateError

  constructor(name: string, cause: TemplateError) {
    super(name, cause.message)
    this.cause = cause
  }
}

/** Evaluates over one scope; what a variable evaluates to is remembered as long as the Templar lives. */
export class Templar implements RenderHost {
  readonly settings: TemplatingEnvironment
  readonly scope: Scope
  readonly #memo = new Map<object, Value>()
  readonly #active = new Map<object, string>()
  /** Where `include` and its like search instead of the environment's search path. */
  #searchPath: readonly string[]

  constructor(environment: TemplatingEnvironment, scope: Scope) {
    this.settings = environment
    this.scope = scope
    this.#searchPath = environment.searchPath
  }

  withScope(scope: Scope): Templar {
    return new Templar(this.settings, scope)
  }

  /** The value with every template in it evaluated; without any, the value itself. */
  evaluate(value: Value): Value {
    if (typeof value !== 'object' || value === null) return value
    if (value instanceof Template) return this.#template(value)
    if (!hasTemplates(value)) return value
    beginWork()
    try {
      return this.#evaluateParts(value as Value[] | Dict)
    } finally {
      endWork()
    }
  }

  /** {@link evaluate}, but where the result would be an {@link Unresolved} variable, that is given instead of an error. */
  evaluateOrKeep(value: Value): Value {
    if (!(value instanceof Template) || value instanceof KeptText) return this.evaluate(value)
    return this.#template(value, { keepsUnresolved: true })
  }

  #evaluateParts(value: Value[] | Dict): Value {
    if (Array.isArray(value)) {
      charge(value.length)
      return value.map((item) => this.evaluate(item))
    }
    charge(4 * value.size)
    const dict = new Map<Value, Value>()
    for (const [key, item] of value) dict.set(key, this.evaluate(item))
    return dict
  }

  /** Whether a condition (an expression, a list of them, a bool) holds. Raises {@link TemplateError}. */
  conditional(expression: Value, position?: Position): boolean | Unknown {
    return evaluateConditional(this, expression, position)
  }

  /** Whether a condition holds whose text is the result of a template: it runs no lookups. */
  computedConditional(expression: Value): boolean | Unknown {
    return evaluateComputed(this, expression)
  }

  /** The text of a template file, rendered. */
  renderText(text: string, options: RenderOptions): string | Unknown {
    const { syntax, body, origin } = syntaxFor(text, options, this.settings)
    const template = compiledText(this.settings, { text: body, syntax, origin })
    const before = this.#searchPath
    this.#searchPath = options.searchPath ?? before
    try {
      const result = this.#run(template, {
        mode: 'text',
        newlines: trailingNewlines(text),
        newline: syntax.newlineSequence,
      })
      return result instanceof Secret ? result.reveal() : (result as string | Unknown)
    } finally {
      this.#searchPath = before
    }
  }

  /** {@link renderText} for plugins: with further variables, and perhaps converted as a variable's text is. */
  render(text: string, options: RenderSettings = {}): Value {
    const { vars, convertData } = options
    const scope = vars === undefined ? this.scope : layered(vars, this.scope)
    const templar = new Templar(this.settings, scope)
    templar.#searchPath = [
      ...besides(options.file),
      ...this.#searchPath.flatMap((folder) => [join(folder, 'templates'), folder]),
    ]
    const { syntax, body, origin } = syntaxFor(text, { file: '', ...options }, this.settings)
    try {
      const template = compiledText(this.settings, { text: body, syntax, origin })
      const lone = convertData === true ? templar.#passed(template) : undefined
      if (lone !== undefined) return lone
      const mode = convertData !== true ? 'text' : this.#mode()
      return templar.#run(template, { mode, newlines: trailingNewlines(text), newline: syntax.newlineSequence })
    } catch (error) {
      throw error instanceof TemplateError ? error.asOther() : error
    }
  }

  /** A variable's value, evaluated; a global of that name where there is no variable; else undefined. */
  variable(name: string): Value {
    const raw = this.scope.get(name)
    if (raw === undefined) return this.#global(name)
    if (typeof raw !== 'object' || raw === null) return raw
    if (!(raw instanceof Template) && !hasTemplates(raw)) return raw
    const known = this.#memo.get(raw)
    return known === undefined ? this.#resolve(name, raw) : known
  }

  #global(name: string): Value {
    const value = this.settings.globals.get(name)
    return value === undefined ? new Undefined(name) : value
  }

  keepsText(path: VariablePath): boolean {
    const raw = this.#written(path)
    return raw instanceof Template && this.#keeps(raw)
  }

  /** A variable, or a part of it, as it was written. */
  #written([name, ...keys]: VariablePath): Value | undefined {
    let raw = this.scope.get(name)
    for (const key of keys) raw = isDict(raw) ? raw.get(key) : Array.isArray(raw) ? raw[Number(key)] : undefined
    return raw
  }

  /** What a written value evaluated to, as the value of a variable: text that a filter made is marked to stay text. */
  asVariable(written: Value, value: Value): Value {
    if (written instanceof Template)
      return typeof value === 'string' && LITERAL.test(value) && this.#keeps(written) ? keptText(written, value) : value
    if (Array.isArray(written) && Array.isArray(value) && written.length === value.length && hasTemplates(written))
      return value.map((item, index) => this.asVariable(written[index]!, item))
    if (!isDict(written) || !isDict(value) || !hasTemplates(written)) return value
    return new Map([...value].map(([key, item]) => [key, this.asVariable(written.get(key) ?? null, item)]))
  }

  textType(path: VariablePath): string {
    const [name] = path
    const raw = this.#written(path)
    const origin = this.scope.origin?.(name) ?? 'run'
    if (raw instanceof KeptText) return raw.kind
    if (raw instanceof Template && this.#keeps(raw)) return keptKind(raw)
    const owner = this.scope.get(name)
    if (origin === 'host' || (path.length > 1 && isDict(owner) && isForeign(owner, path))) return 'AnsibleUnsafeText'
    const written = origin === 'file' || (path.length > 1 && this.settings.native)
    return written && !(raw instanceof Template) ? 'AnsibleUnicode' : 'str'
  }

  #keeps(raw: Template): boolean {
    if (raw instanceof KeptText) return true
    const template = this.#compiled(raw)
    return template.keepsText?.(new Frame(this.#context(template, this.#mode()), undefined, 0)) ?? false
  }

  lookup(name: string, terms: readonly Value[], options: Keywords): Value[] {
    const run = this.settings.lookupNamed(name)
    if (run === undefined) throw unknownLookup(name, this.settings.lookupNames)
    if (VOLATILE_LOOKUPS.has(name)) markVolatile()
    return run(this.#context(EMPTY, this.#mode()), terms, options)
  }

  loadTemplate(name: string, from: CompiledTemplate): CompiledTemplate {
    const syntax = from.syntax ?? this.settings.syntax
    return loadTemplateFile(name, { settings: this.settings, syntax, searchPath: this.#searchPath })
  }

  /** A context for code that is not a template of its own, such as a condition. */
  contextFor(template: CompiledTemplate, lookups: boolean): RenderContext {
    const run: RunState = { at: undefined, mode: this.#mode(), copies: undefined, names: undefined, lookups }
    return new RenderContext(this, { run, template })
  }

  #mode(): ResultMode {
    return this.settings.native ? 'native' : 'convert'
  }

  #context(template: CompiledTemplate, mode: ResultMode): RenderContext {
    const run: RunState = { at: undefined, mode, copies: undefined, names: undefined, lookups: true }
    return new RenderContext(this, { run, template })
  }

  #resolve(name: string, raw: Value & object): Value {
    this.#guardRecursion(name, raw)
    this.#active.set(raw, name)
    try {
      const before = volatileCount()
      const value = this.evaluate(raw)
      if (volatileCount() === before) this.#memo.set(raw, value)
      return value
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error
      const position = raw instanceof Template ? raw.position : undefined
      const written = raw instanceof Template ? raw.source : undefined
      const explained = error.within({ message: `in the variable "${name}"`, position, written })
      if (error.kind !== 'undefined') throw explained.asOther()
      const value = new UndefinedVariable(name, explained)
      this.#memo.set(raw, value)
      return value
    } finally {
      this.#active.delete(raw)
    }
  }

  #guardRecursion(name: string, raw: Value & object): void {
    if (!this.#active.has(raw)) return
    const names = [...this.#active.values()]
    const chain = [...names.slice(names.indexOf(name)), name].join(' → ')
    throw new FilterError(`recursive loop detected: ${chain}`)
  }

  #template(value: Template, { keepsUnresolved = false } = {}): Value {
    if (value instanceof KeptText) return value.source
    const template = this.#compiled(value)
    const lone = this.#passed(template)
    if (lone !== undefined) return lone
    return this.#run(template, {
      mode: this.#mode(),
      newlines: trailingNewlines(value.source),
      newline: '\n',
      keepsUnresolved,
    })
  }

  /** The value of a lone `{{ name }}` that is given as it is, whatever text it would have. */
  #passed(template: CompiledTemplate): Value | undefined {
    if (template.loneName === undefined) return undefined
    const raw = this.scope.get(template.loneName)
    return raw !== undefined && isPassed(raw) ? raw : undefined
  }

  #compiled(value: Template): CompiledTemplate {
    return compiledOf(value, this.settings)
  }

  #run(template: CompiledTemplate, how: ResultOptions): Value {
    const context = this.#context(template, how.mode)
    const out = new Output(how.mode === 'text' ? 'none' : 'first', how.keepsUnresolved)
    beginWork(() => context.used())
    try {
      const { value, revealed } = trackSecrets(() => {
        runTemplate(context, out)
        return this.#result(context, out, how)
      })
      return revealed ? conceal(value) : value
    } catch (error) {
      if (error instanceof UnknownSignal) return error.unknown
      throw located(error, { at: context.run.at, names: () => this.scope.names() })
    } finally {
      endWork()
    }
  }

  #result(context: RenderContext, out: Output, how: ResultOptions): Value {
    if (out.first instanceof Unresolved) return lone(out, out.first)
    if (out.count === 1 && out.first instanceof Omit && how.mode !== 'text') return out.first
    const keeps = context.template.keepsText
    const literal =
      how.mode !== 'text' && keeps !== undefined && mayBeLiteral(out) && keeps(new Frame(context, undefined, 0))
    const value = finish(folded(context.template, out), how.mode, literal)
    if (typeof value !== 'string') return value
    const missing = how.newlines - trailingNewlines(value)
    return missing > 0 ? value + how.newline.repeat(missing) : value
  }
}

/** How a result is made of what a template writes. */
interface ResultOptions {
  readonly mode: ResultMode
  readonly newlines: number
  readonly newline: string
  readonly keepsUnresolved?: boolean
}

/** Among other text it is undefined. */
const lone = ({ count }: Output, value: Unresolved): Value => {
  if (count > 1) throw new UndefinedError(value)
  return value
}

/** A constant is text by the time that a native result is made of it. */
const folded = (template: CompiledTemplate, out: Output): Output => {
  if (!template.isConstant || out.count !== 1 || typeof out.first === 'string' || !isFolded(out.first)) return out
  const text = new Output()
  text.data(out.text)
  return text
}

const unknownLookup = (name: string, known: Iterable<string>): UnknownLookupError =>
  new UnknownLookupError(`lookup plugin (${name}) not found`, didYouMean(name, known))

const keptText = ({ source }: Template, text: string): KeptText => new KeptText(text, keptKind({ source }))

const keptKind = ({ source }: { readonly source: string }): KeptText['kind'] =>
  /^\{\{-?\s*lookup\(/.test(source) ? 'NativeJinjaUnsafeText' : 'NativeJinjaText'

const besides = (file: string | undefined): string[] => (file === undefined || file === '' ? [] : [dirname(file)])

/** A result with what a host or program said; what `include_vars` loaded and `set_fact` set was written by the project. */
const isForeign = (result: Dict, [, key]: VariablePath): boolean =>
  result.has('changed') && !result.has('ansible_included_var_files') && !(key === 'ansible_facts' && isBare(result))

/** What gathers facts says more than that, at least with `register`. */
const isBare = (result: Dict): boolean =>
  [...result.keys()].every((key) => key === 'ansible_facts' || key === 'changed' || key === 'failed')

const isPassed = (raw: Value): boolean =>
  raw === null ||
  typeof raw === 'boolean' ||
  isNumber(raw) ||
  raw instanceof Omit ||
  raw instanceof Unknown ||
  raw instanceof Secret

const mayBeLiteral = (out: Output): boolean =>
  (out.count > 1 || !(Array.isArray(out.first) || isDict(out.first))) && LITERAL.test(out.text)

const LITERAL = /^[[{"'\d(+.-]|^(?:True|False|None)$/

const trailingNewlines = (text: string): number => {
  let count = 0
  while (count < text.length && text.charCodeAt(text.length - 1 - count) === 10) count++
  return count
}

const layered = (over: ReadonlyMap<string, Value>, under: Scope): Scope => ({
  get: (name) => (over.has(name) ? over.get(name) : under.get(name)),
  has: (name) => over.has(name) || under.has(name),
  names: () => new Set([...over.keys(), ...under.names()]),
})

export type { RenderOptions }
