/** `lookup()` and `query()`. */
import { Undefined, Unknown, type Value } from '../../values.ts'
import type { Arguments, CallContext, Keywords } from '../plugin.ts'
import { FilterError, TemplateTypeError, UndefinedError, UnknownLookupError } from '../python/errors.ts'
import { truth } from '../python/truth.ts'
import { TemplateError } from '../template-error.ts'

const ENGINE_OPTIONS: ReadonlySet<string> = new Set(['wantlist', 'errors', 'allow_unsafe'])

/** Runs a lookup and shapes its results: a list for `wantlist`, else text joined with commas or the single value. */
export const callLookup = (context: CallContext, args: Arguments, kwargs: Keywords): Value => {
  const [name, ...terms] = args
  if (typeof name !== 'string') throw new TemplateTypeError('lookup takes the name of a lookup first')
  const wantList = truth(kwargs.get('wantlist') ?? false)
  for (const term of [...terms, ...kwargs.values()]) {
    if (term instanceof Unknown) return term
    if (term instanceof Undefined) throw new UndefinedError(term)
  }
  const found = attempt(context, { name, terms, kwargs })
  if (found === undefined) return wantList ? [] : null
  return wantList ? found : joined(found)
}

interface LookupCall {
  readonly name: string
  readonly terms: Arguments
  readonly kwargs: Keywords
}

/** The results, `undefined` when the lookup failed and `errors` says to go on. */
const attempt = (context: CallContext, { name, terms, kwargs }: LookupCall): Value[] | undefined => {
  const errors = kwargs.get('errors') ?? 'strict'
  const options = new Map([...kwargs].filter(([option]) => !ENGINE_OPTIONS.has(option)))
  try {
    return context.lookup(name, terms, options)
  } catch (error) {
    const failed = error instanceof FilterError || (error instanceof TemplateError && error.kind !== 'undefined')
    if (!failed || error instanceof UnknownLookupError) throw error
    if (errors !== 'ignore' && errors !== 'warn') throw error instanceof TemplateError ? error.asOther() : error
    if (errors === 'warn') context.warn(`Lookup failed but the error is being ignored: ${error.message}`)
    return undefined
  }
}

const joined = (found: Value[]): Value => {
  if (found.length === 0) return found
  if (found.every((item) => typeof item === 'string')) return found.join(',')
  return found.length === 1 ? found[0]! : found
}
