/** What filters, tests, lookups, methods and global functions are, and what they are given. */
import type { Position } from '../errors.ts'
import { Undefined, Unknown, type Value } from '../values.ts'
import { TemplateTypeError, UndefinedError, UnknownSignal } from './python/errors.ts'
import type { Scope } from './scope.ts'

export type Arguments = readonly Value[]
export type Keywords = ReadonlyMap<string, Value>

/**
 * Receives the piped value and the arguments. Undefined values come as they are ({@link defined} raises for them);
 * Unknown and Secret values do not come at all: the engine answers Unknown itself, and opens secrets.
 */
export type FilterFunction = (context: CallContext, value: Value, args: Arguments, kwargs: Keywords) => Value
/** What a test gives need not be a bool: `is failed` gives what the result says. */
export type TestFunction = (context: CallContext, value: Value, args: Arguments, kwargs: Keywords) => Value
/** Gives the list of results; the engine joins or unwraps it and does `wantlist` and `errors`. */
export type LookupFunction = (context: CallContext, terms: readonly Value[], options: Keywords) => Value[]
export type GlobalFunction = (context: CallContext, args: Arguments, kwargs: Keywords) => Value
/** A method of a Python type: `'a,b'.split(',')`. */
export type MethodFunction = (context: CallContext, self: Value, args: Arguments, kwargs: Keywords) => Value

/** What a call may ask of the engine. */
export interface CallContext {
  readonly environment: PluginEnvironment
  /** The variables as they are written; {@link variable} gives them evaluated. */
  readonly scope: Scope
  /** Whether the expression stands in `{% autoescape true %}`. */
  readonly autoescape: boolean
  /** The place of the expression, where it is known. */
  readonly position: Position | undefined
  /** The filter or test of that name; an unknown one raises. Calls through these treat Unknown and Secret. */
  filter(name: string): FilterFunction
  test(name: string): TestFunction
  /** Runs a lookup: the list of its results. */
  lookup(name: string, terms: readonly Value[], options: Keywords): Value[]
  /** A variable's evaluated value, an {@link Undefined} when there is none. */
  variable(name: string): Value
  /** The variables that the template has used so far, evaluated. */
  used(): Iterable<Value>
  /** The value with all templates in it evaluated. */
  evaluate(value: Value): Value
  /** Evaluates text of trusted origin (a template file, an inline template) as the template module does. */
  render(text: string, options?: RenderSettings): Value
  call(callable: Value, args: Arguments, kwargs?: Keywords): Value
  /** `value.name` or `value[key]` as Jinja2 looks it up; an {@link Undefined} when there is none. */
  attribute(value: Value, name: Value): Value
  /** `value[key]` as Jinja2 looks it up: an item, else an attribute. */
  item(value: Value, key: Value): Value
  warn(message: string): void
}

/** An option of a plugin: `connection`, `ssh`, `ssh_args`. */
export interface PluginOptionName {
  readonly type: string
  readonly plugin: string
  readonly option: string
}

/** Settings and outside facts that plugins may depend on. */
export interface PluginEnvironment {
  /** `jinja2_native`. */
  readonly native: boolean
  /** The folder of the playbook; relative names are looked up from here last. */
  readonly basedir: string
  /** The folders where relative names are looked for, nearest first: the role's, then the playbook's. */
  readonly searchPath: readonly string[]
  /** Environment variables, for the `env` lookup and commands. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Decrypts the content of a file that is vault text; the text itself otherwise. */
  readonly decrypt: (text: string) => string
  /** Settings of ansible.cfg for the `config` lookup: the value, `undefined` when there is none. */
  readonly setting: (name: string) => Value | undefined
  /** The value of a plugin's option, and the variables that come before it, the last of them first. */
  readonly pluginOption: (
    asked: PluginOptionName,
  ) => { readonly value: Value; readonly origin: string; readonly vars: readonly string[] } | undefined
  /** The names of the inventory's hosts that a pattern selects, for the `inventory_hostnames` lookup. */
  readonly hostsMatching: (pattern: string) => readonly string[]
}

/** How {@link CallContext.render} reads its text. */
export interface RenderSettings {
  readonly file?: string
  readonly trimBlocks?: boolean | undefined
  readonly lstripBlocks?: boolean | undefined
  readonly newlineSequence?: string | undefined
  readonly keepTrailingNewline?: boolean | undefined
  readonly variableStart?: string | undefined
  readonly variableEnd?: string | undefined
  readonly blockStart?: string | undefined
  readonly blockEnd?: string | undefined
  readonly commentStart?: string | undefined
  readonly commentEnd?: string | undefined
  /** Further variables, over those of the context. */
  readonly vars?: ReadonlyMap<string, Value>
  /** Turn the resulting text into a list, dict or bool where it looks like one. */
  readonly convertData?: boolean | undefined
}

type Bound = readonly (Value | undefined)[]

/** A function's parameters: `'name'` is required, `'name?'` optional; a last `'*rest'` takes further positional ones, `'**'` any keyword. */
export type Parameters = readonly string[]

/**
 * A filter with named parameters (besides the value): the function receives them in order, `undefined` where one was
 * not given. Wrong counts and names raise Python's TypeError.
 *
 *     filter(['default_value?', 'boolean?'], (context, value, [fallback = '', boolean = false]) => …)
 */
export const filter = (
  parameters: Parameters,
  run: (context: CallContext, value: Value, args: Bound, kwargs: Keywords) => Value,
): FilterFunction => {
  const bind = binder(parameters)
  return (context, value, args, kwargs) => run(context, value, bind(args, kwargs), kwargs)
}

/** A test with named parameters, as {@link filter}. */
export const test = (
  parameters: Parameters,
  run: (context: CallContext, value: Value, args: Bound, kwargs: Keywords) => Value,
): TestFunction => {
  const bind = binder(parameters)
  return (context, value, args, kwargs) => run(context, value, bind(args, kwargs), kwargs)
}

/** A method with named parameters, as {@link filter}. */
export const method: typeof filter = filter

/** A global function with named parameters, as {@link filter}. */
export const globalFunction = (
  parameters: Parameters,
  run: (context: CallContext, args: Bound, kwargs: Keywords) => Value,
): GlobalFunction => {
  const bind = binder(parameters)
  return (context, args, kwargs) => run(context, bind(args, kwargs), kwargs)
}

/** The value, unless it is undefined or known after apply only: that raises. */
export const defined = (value: Value): Exclude<Value, Undefined | Unknown> => {
  if (value instanceof Unknown) throw new UnknownSignal(value)
  if (value instanceof Undefined) throw new UndefinedError(value)
  return value
}

/** No keyword arguments. */
export const NO_KEYWORDS: Keywords = new Map()

/** Puts keyword arguments in their places; without any, the arguments pass as they are. */
export const binder = (parameters: Parameters): ((args: Arguments, kwargs: Keywords) => Bound) => {
  const anyKeyword = parameters.at(-1) === '**'
  const named = anyKeyword ? parameters.slice(0, -1) : parameters
  const rest = named.at(-1)?.startsWith('*') === true
  const places = rest ? named.slice(0, -1) : named
  const names = places.map((name) => name.replace('?', ''))
  const required = places.filter((name) => !name.endsWith('?')).length
  const most = rest ? Number.POSITIVE_INFINITY : names.length
  return (args, kwargs) => {
    if (args.length > most) throw tooMany(most, args.length)
    if (kwargs.size === 0 && args.length >= required) return args
    return bindKeywords({ names, required, anyKeyword }, args, kwargs)
  }
}

interface Places {
  readonly names: readonly string[]
  readonly required: number
  readonly anyKeyword: boolean
}

const bindKeywords = (places: Places, args: Arguments, kwargs: Keywords): Bound => {
  const bound: (Value | undefined)[] = [...args]
  for (const [name, value] of kwargs) {
    const place = places.names.indexOf(name)
    if (place >= 0) {
      if (place < args.length) throw new TemplateTypeError(`got multiple values for argument '${name}'`)
      bound[place] = value
    } else if (!places.anyKeyword) throw new TemplateTypeError(`got an unexpected keyword argument '${name}'`)
  }
  const missing = places.names.slice(0, places.required).filter((_, place) => bound[place] === undefined)
  if (missing.length > 0)
    throw new TemplateTypeError(`missing required argument${missing.length > 1 ? 's' : ''}: '${missing.join("', '")}'`)
  return bound
}

const tooMany = (most: number, given: number): TemplateTypeError =>
  new TemplateTypeError(
    most === 0
      ? `takes no arguments (${given} given)`
      : `takes at most ${most} argument${most === 1 ? '' : 's'} (${given} given)`,
  )
