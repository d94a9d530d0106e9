/** How a module declares its options: once, for validation, documentation and types. */
import type { Dict, Secret, Value } from '../../values.ts'

/** What an option holds, in Ansible's names; `expression` is handed over unevaluated. */
export type OptionType =
  | 'str'
  | 'path'
  | 'bool'
  | 'int'
  | 'float'
  | 'list'
  | 'dict'
  | 'raw'
  | 'mode'
  | 'secret'
  | 'bytes'
  | 'bits'
  | 'jsonarg'
  | 'expression'

/** The declaration of one option; `T` is what the module receives. */
export interface Option<T> {
  readonly type: OptionType
  readonly required: boolean
  readonly default?: Value | undefined
  readonly choices?: readonly (string | number | boolean)[] | undefined
  readonly aliases: readonly string[]
  /** The declaration of a list's items. */
  readonly elements?: Option<unknown> | undefined
  /** The declaration of a dict's keys, or of those of a list's dicts. */
  readonly options?: OptionTable | undefined
  /** One sentence for `runbook doc`. */
  readonly help?: string | undefined
  /** Of an int: more places of a number are cut off. */
  readonly truncates?: boolean | undefined
  /** Of a path: it is one of the host only where this other option is true. */
  readonly onHostIf?: string | undefined
  /** Never set: carries the type. */
  readonly parsed?: T
}

export type OptionTable = Readonly<Record<string, Option<unknown>>>

/** What a module receives for a table of options. */
export type Parsed<T extends OptionTable> = {
  readonly [K in keyof T]: T[K] extends Option<infer V> ? V : never
}

/** What may be said of any option. */
export interface OptionSettings<D = Value> {
  readonly required?: boolean
  readonly default?: D
  readonly aliases?: readonly string[]
  readonly help?: string
}

/** No setting given. */
type NoSettings = Readonly<Record<never, never>>

/** `undefined` may be received unless the option is required or has a default. */
type Received<S, T> = S extends { readonly required: true } | { readonly default: unknown } ? T : T | undefined

const option = <T, S extends OptionSettings>(
  type: OptionType,
  settings: S | undefined,
  more: Partial<Option<unknown>> = {},
): Option<Received<S, T>> => ({
  type,
  required: settings?.required ?? false,
  default: settings?.default,
  aliases: settings?.aliases ?? [],
  help: settings?.help,
  ...(more as object),
})

/** A builder of options of one type. */
const builder =
  <T>(type: OptionType) =>
  <const S extends OptionSettings = NoSettings>(settings?: S): Option<Received<S, T>> =>
    option<T, S>(type, settings)

/** Text; numbers are turned into text. */
export const str = builder<string>('str')
/** A path on the target; `~` and variables are expanded there. */
export const path = builder<string>('path')
/** The same, of the host only where the option of this name is true; else one of the controller. */
export const pathOnHostIf = <const S extends OptionSettings = NoSettings>(
  onHostIf: string,
  settings?: S,
): Option<Received<S, string>> => option<string, S>('path', settings, { onHostIf })
/** A boolean; `yes`, `on`, `1`, `true` and their opposites are taken. */
export const bool = builder<boolean>('bool')
export const int = builder<number>('int')
/** The same, of which a number may have more places: they are cut off. */
export const truncated = <const S extends OptionSettings = NoSettings>(settings?: S): Option<Received<S, number>> =>
  option<number, S>('int', settings, { truncates: true })
export const float = builder<number>('float')
/** Any value as it is. */
export const raw = builder<Value>('raw')
/** A file mode: octal (number or text) or symbolic; see {@link FileMode}. */
export const fileMode = builder<string>('mode')
/** Text that no output may show. */
export const secret = builder<Secret>('secret')
/** A size such as `10M`, in bytes. */
export const bytes = builder<number>('bytes')
/** JSON text; other values are dumped. */
export const json = builder<string>('jsonarg')
/** Something the module evaluates itself (a condition, a variable's name): handed over as written. */
export const expression = builder<Value>('expression')

/** One of the given texts. */
export const choice = <const C extends string, const S extends OptionSettings<C> = NoSettings>(
  choices: readonly C[],
  settings?: S,
): Option<Received<S, C>> => option<C, S>('str', settings, { choices })

/** A list; a single value or `a,b` is taken as one. Its items are texts unless `elements` says otherwise. */
export const list = <T = string, const S extends OptionSettings<readonly Value[]> = NoSettings>(
  elements?: Option<T>,
  settings?: S,
): Option<Received<S, readonly NonNullable<T>[]>> =>
  option<readonly NonNullable<T>[], S & OptionSettings>('list', settings as (S & OptionSettings) | undefined, {
    elements: elements ?? str(),
  }) as Option<Received<S, readonly NonNullable<T>[]>>

/** A mapping of any keys; `key=value` text is taken as well. */
export const dictionary = builder<Dict>('dict')

/** A mapping whose keys are declared. */
export const record = <T extends OptionTable, const S extends OptionSettings = NoSettings>(
  options: T,
  settings?: S,
): Option<Received<S, Parsed<T>>> => option<Parsed<T>, S>('dict', settings, { options })

/** What must hold between options; names as in Ansible's argument specifications. */
export interface Rules {
  /** What is said where an option that is required is not given, if not the names of those that are missing. */
  readonly missing?: string
  readonly mutuallyExclusive?: readonly (readonly string[])[]
  readonly requiredOneOf?: readonly (readonly string[])[]
  readonly requiredTogether?: readonly (readonly string[])[]
  /** When the option has the value, these must be given; all of them, or with `any` one of them. */
  readonly requiredIf?: readonly {
    readonly option: string
    readonly is: string | boolean
    readonly needs: readonly string[]
    readonly any?: boolean
  }[]
  readonly requiredBy?: Readonly<Record<string, readonly string[]>>
}
