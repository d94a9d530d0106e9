/** The errors of templates, with their place. */
import { type Diagnostic, type Position, type TrailStep, UserError } from '../errors.ts'
import { didYouMean } from '../util/suggest.ts'
import type { Undefined } from '../values.ts'
import { EvaluatedDict } from './evaluated-dict.ts'
import { EvaluationError, FilterError, TemplateSyntaxError, UndefinedError } from './python/errors.ts'
import type { Place } from './runtime/place.ts'

/** `undefined`: a name or attribute that is not there; `syntax`: the template does not compile; `other`: all else. */
export type TemplateErrorKind = 'undefined' | 'syntax' | 'other'

interface TemplateFault {
  readonly kind: TemplateErrorKind
  readonly message: string
  readonly expression: string | undefined
  readonly position: Position | undefined
  readonly length?: number | undefined
  readonly hint?: string | undefined
  readonly trail?: readonly TrailStep[] | undefined
}

/** A template that can't be evaluated: what is wrong, in which expression, where, and how it was reached. */
export class TemplateError extends UserError {
  readonly kind: TemplateErrorKind
  /** The expression's text, where it is known. */
  readonly expression: string | undefined

  constructor(fault: TemplateFault) {
    const { message, position, length, hint, trail } = fault
    super({ message, position, length, hint, trail }, 2)
    this.name = 'TemplateError'
    this.kind = fault.kind
    this.expression = fault.expression
  }

  /** A variable that does not compile is no mistake in the syntax of what uses it. */
  asOther(): TemplateError {
    if (this.kind !== 'syntax') return this
    const { position } = this.diagnostic
    return new TemplateError({ ...this.diagnostic, position, kind: 'other', expression: this.expression })
  }

  /** The same error with one more step of how it was reached. */
  within(step: TrailStep): TemplateError {
    const { diagnostic, kind, expression } = this
    return new TemplateError({
      kind,
      expression,
      message: diagnostic.message,
      position: diagnostic.position ?? step.position,
      length: diagnostic.length,
      hint: diagnostic.hint,
      trail: [...(diagnostic.trail ?? []), step],
    })
  }
}

/** What is wrong after the templates of the variables that led there, the outermost first: `{{ a[0] }}: no element 0`. */
export const withTemplates = ({ message, trail = [] }: Pick<Diagnostic, 'message' | 'trail'>): string =>
  [...trail.flatMap(({ written = [] }) => written).reverse(), message].join(': ')

/** Where an error arose: the expression that ran, and the names that would have been right. */
export interface ErrorSite {
  readonly at: Place | undefined
  readonly names: () => Iterable<string>
}

/** Makes a located error of whatever an evaluation threw; bugs stay what they are. */
export const located = (error: unknown, site: ErrorSite): unknown => {
  if (error instanceof TemplateError) return error
  if (error instanceof UndefinedError) return undefinedFault(error, site)
  if (error instanceof TemplateSyntaxError) return syntaxFault(error, site)
  if (error instanceof EvaluationError) return otherFault(error, site)
  if (error instanceof RangeError && /call stack/.test(error.message))
    return new TemplateError({ kind: 'other', ...whereabouts(site), message: 'the template recurses without end' })
  // A text, list or number past what the engine can hold.
  if (error instanceof RangeError && /Invalid (?:string|array|typed array) length|BigInt/.test(error.message))
    return new TemplateError({ kind: 'other', ...whereabouts(site), message: 'the result would be too large' })
  return error
}

const WRONG_ARGUMENTS = /^(?:takes (?:no|at most)|missing required argument|got (?:an unexpected|multiple))/

/** Wrong arguments are told with the name of what was called. */
const otherFault = (error: EvaluationError, site: ErrorSite): TemplateError => {
  const where = whereabouts(site)
  const called = WRONG_ARGUMENTS.test(error.message) ? /^[\w.]+(?=\()/.exec(where.expression ?? '')?.[0] : undefined
  const message = called === undefined ? error.message : `${called} ${error.message}`
  return new TemplateError({
    kind: 'other',
    ...where,
    message,
    hint: error instanceof FilterError ? error.hint : undefined,
  })
}

const whereabouts = ({ at }: ErrorSite): Pick<TemplateFault, 'expression' | 'position' | 'length'> => {
  if (at === undefined) return { expression: undefined, position: undefined }
  const expression = at.template.source.slice(at.offset, at.end)
  return { expression, position: at.template.positionOf(at.offset), length: firstLineLength(expression) }
}

const firstLineLength = (text: string): number => Math.max(1, (text.split('\n')[0] ?? '').length)

const syntaxFault = (error: TemplateSyntaxError, site: ErrorSite): TemplateError => {
  const { at } = site
  const position = at?.template.positionOf(error.offset ?? at.offset)
  const expression = at?.template.source
  return new TemplateError({ kind: 'syntax', message: error.message, expression, position, hint: error.hint })
}

/** An undefined value that came of another template knows that one's error. */
export interface CausedUndefined extends Undefined {
  readonly cause: TemplateError
}

const undefinedFault = (error: UndefinedError, site: ErrorSite): TemplateError => {
  const { origin } = error
  const where = whereabouts(site)
  if (origin !== undefined && 'cause' in origin)
    return (origin as CausedUndefined).cause.within({
      message: where.expression === undefined ? 'used here' : `used by "${where.expression}"`,
      position: where.position,
    })
  const message = error.message
  if (origin === undefined) return new TemplateError({ kind: 'undefined', ...where, message })
  const hint = didYouMean(origin.name, candidates(origin, site))
  return new TemplateError({ kind: 'undefined', ...where, ...nameWithin(origin.name, site), message, hint })
}

const candidates = (origin: Undefined, site: ErrorSite): Iterable<string> => {
  if (!('target' in origin)) return site.names()
  const { target } = origin
  if (!(target instanceof Map)) return []
  const names = target instanceof EvaluatedDict ? target.names() : target.keys()
  return [...names].filter((key) => typeof key === 'string')
}

/** The place of the name itself within the expression. */
const nameWithin = (name: string, { at }: ErrorSite): Pick<TemplateFault, 'position' | 'length'> => {
  if (at === undefined || !/^\w+$/.test(name)) return {} as Pick<TemplateFault, 'position'>
  const text = at.template.source.slice(at.offset, at.end)
  const found = new RegExp(`\\b${name}\\b`).exec(text)
  if (found === null) return {} as Pick<TemplateFault, 'position'>
  return { position: at.template.positionOf(at.offset + found.index), length: name.length }
}
