/** What one rendering of one template file or string knows. */
import type { Position } from '../../errors.ts'
import { Tuple, Undefined, type Value } from '../../values.ts'
import type { BlockCode, CompiledTemplate } from '../compiler/compiled.ts'
import type { TemplatingEnvironment } from '../environment.ts'
import type {
  Arguments,
  CallContext,
  FilterFunction,
  Keywords,
  PluginEnvironment,
  RenderSettings,
  TestFunction,
} from '../plugin.ts'
import { NO_KEYWORDS } from '../plugin.ts'
import { FilterError } from '../python/errors.ts'
import { charge } from '../python/limits.ts'
import { Markup } from '../python/markup.ts'
import { str } from '../python/repr.ts'
import type { Scope } from '../scope.ts'
import { getAttribute, getItem } from './access.ts'
import { callValue } from './call.ts'
import { finish, type ResultMode } from './finish.ts'
import type { Frame } from './frame.ts'
import { Output } from './output.ts'
import type { Place } from './place.ts'

/** The name of a variable, and the keys that lead to a part of it. */
export type VariablePath = readonly [name: string, ...keys: Value[]]

/** What the engine around a rendering gives: variables, other templates, the filters by name. */
export interface RenderHost extends Pick<CallContext, 'scope' | 'lookup' | 'variable' | 'evaluate' | 'render'> {
  readonly settings: TemplatingEnvironment
  /** Whether a variable, or what is below it, is text that a filter made and that must not be taken for a list or dict. */
  keepsText(path: VariablePath): boolean
  /** The reference's name for the type of such a text. */
  textType(path: VariablePath): string
  loadTemplate(name: string, from: CompiledTemplate): CompiledTemplate
}

/** The state that all templates of one rendering share. */
export interface RunState {
  /** The expression that is evaluated now, for errors. */
  at: Place | undefined
  /** How a finished text becomes a value. */
  readonly mode: ResultMode
  /** Copies of variables that the template changes in place. */
  copies: Map<object, Value> | undefined
  /** The variables that were used so far, evaluated. */
  names: Map<string, Value> | undefined
  /** False in an expression that was computed, whose text may come from anywhere. */
  readonly lookups: boolean
}

interface ContextOptions {
  readonly run: RunState
  readonly template: CompiledTemplate
  /** Names handed over by the template that includes this one. */
  readonly locals?: ReadonlyMap<string, Value> | undefined
  /** False for an import without context: variables are out of reach, globals are not. */
  readonly withVariables?: boolean
}

/** One template's names, blocks and settings; also what plugins get to see. */
export class RenderContext implements CallContext {
  readonly host: RenderHost
  readonly run: RunState
  readonly template: CompiledTemplate
  /** What the template assigned at its top level. */
  vars: Map<string, Value> | undefined
  /** Those of {@link vars} that an importing template gets. */
  exported: Set<string> | undefined
  readonly locals: ReadonlyMap<string, Value> | undefined
  readonly withVariables: boolean
  readonly native: boolean
  blocks: Map<string, BlockCode[]> | undefined
  autoescape = false
  parentTemplate: CompiledTemplate | undefined

  constructor(host: RenderHost, options: ContextOptions) {
    this.host = host
    this.run = options.run
    this.template = options.template
    this.locals = options.locals
    this.withVariables = options.withVariables ?? true
    this.native = options.run.mode === 'native'
  }

  get environment(): PluginEnvironment {
    return this.host.settings
  }

  get scope(): Scope {
    return this.host.scope
  }

  get position(): Position | undefined {
    return this.run.at?.template.positionOf(this.run.at.offset)
  }

  /** The value of a name that no frame has. */
  resolve(name: string): Value {
    const own = this.#own(name)
    if (own !== undefined) return own
    if (this.withVariables) return this.#variable(name)
    const known = this.host.settings.globals.get(name)
    return known === undefined ? new Undefined(name) : known
  }

  /** A variable does not change while a template runs. */
  #variable(name: string): Value {
    const { run } = this
    const known = run.names?.get(name)
    if (known !== undefined) return known
    const value = this.host.variable(name)
    run.names ??= new Map()
    run.names.set(name, value)
    return value
  }

  #own(name: string): Value | undefined {
    const own = this.vars?.get(name)
    return own === undefined ? this.locals?.get(name) : own
  }

  /** As {@link resolve}, but a list or dict is a copy of this rendering's own, which it may change. */
  resolveCopy(name: string): Value {
    const own = this.#own(name)
    if (own !== undefined) return own
    const value = this.resolve(name)
    if (!Array.isArray(value) && !(value instanceof Map)) return value
    this.run.copies ??= new Map()
    let copy = this.run.copies.get(value)
    if (copy === undefined) {
      copy = deepCopy(value)
      this.run.copies.set(value, copy)
    }
    return copy
  }

  /** Assigns a name of the top level. */
  assign(name: string, value: Value): void {
    this.vars ??= new Map()
    this.vars.set(name, value)
    if (name.startsWith('_')) return
    this.exported ??= new Set()
    this.exported.add(name)
  }

  /** Adds a template's blocks behind those that override them. */
  addBlocks(template: CompiledTemplate): void {
    if (template.blocks === undefined) return
    this.blocks ??= new Map()
    for (const [name, code] of template.blocks) {
      const codes = this.blocks.get(name)
      if (codes === undefined) this.blocks.set(name, [code])
      else codes.push(code)
    }
  }

  /** The context of a template that this one includes or imports. */
  enter(template: CompiledTemplate, options: Pick<ContextOptions, 'locals' | 'withVariables'>): RenderContext {
    const inner = new RenderContext(this.host, { run: this.run, template, ...options })
    inner.autoescape = this.autoescape
    return inner
  }

  /** The context of a block: it shares the blocks and the top level's names. */
  enterBlock(template: CompiledTemplate, locals: ReadonlyMap<string, Value>): RenderContext {
    const inner = new RenderContext(this.host, {
      run: this.run,
      template,
      locals: new Map([...(this.locals ?? []), ...locals]),
      withVariables: this.withVariables,
    })
    inner.blocks = this.blocks
    inner.autoescape = this.autoescape
    return inner
  }

  filter(name: string): FilterFunction {
    return this.host.settings.filter(name)
  }

  test(name: string): TestFunction {
    return this.host.settings.test(name)
  }

  lookup(name: string, terms: readonly Value[], options: Keywords): Value[] {
    if (!this.run.lookups) throw new FilterError('a condition that is the result of a template can not run lookups')
    return this.host.lookup(name, terms, options)
  }

  variable(name: string): Value {
    return this.resolve(name)
  }

  used(): Iterable<Value> {
    return this.run.names?.values() ?? []
  }

  evaluate(value: Value): Value {
    return this.host.evaluate(value)
  }

  render(text: string, options?: RenderSettings): Value {
    return this.host.render(text, options)
  }

  call(callable: Value, args: Arguments, kwargs: Keywords = NO_KEYWORDS): Value {
    return callValue(this, callable, { args, kwargs })
  }

  attribute(value: Value, name: Value): Value {
    return typeof name === 'string' ? getAttribute(value, name) : getItem(value, name)
  }

  item(value: Value, key: Value): Value {
    return getItem(value, key)
  }

  warn(message: string): void {
    this.host.settings.warn(message, this.position)
  }

  /** Where a part of the template is collected: a macro, a set block. */
  buffer(): Output {
    return new Output(this.template.mutates ? 'all' : 'none')
  }

  /** What a buffered part of the template (a macro, a set block) results in. */
  finish(out: Output, literalText = false): Value {
    const value = finish(out, this.run.mode, literalText)
    return this.autoescape ? new Markup(str(value)) : value
  }

  /** Everything a template included here may see: the names of the frames around the include, and the top level's. */
  visibleNames(
    frame: Frame,
    names: readonly (readonly [string, (frame: Frame) => Value | undefined])[],
  ): Map<string, Value> {
    const visible = new Map<string, Value>([...(this.locals ?? []), ...(this.vars ?? [])])
    for (const [name, read] of names) {
      const value = read(frame)
      if (value !== undefined) visible.set(name, value)
    }
    return visible
  }
}

const deepCopy = (value: Value): Value => {
  charge(64)
  if (Array.isArray(value)) return value instanceof Tuple ? value : value.map(deepCopy)
  if (!(value instanceof Map)) return value
  return new Map([...value].map(([key, item]) => [key, deepCopy(item)]))
}
