/** The syntax tree of a template: what Jinja2's grammar says, with offsets into the text. */
import type { Value } from '../../values.ts'

interface Located {
  readonly offset: number
  readonly end: number
}

export type Expression = Located &
  (
    | { readonly kind: 'literal'; readonly value: Value }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'list' | 'tuple'; readonly items: readonly Expression[] }
    | { readonly kind: 'dict'; readonly entries: readonly (readonly [Expression, Expression])[] }
    | { readonly kind: 'unary'; readonly operator: '-' | '+' | 'not'; readonly operand: Expression }
    | {
        readonly kind: 'binary'
        readonly operator: BinaryOperator
        readonly left: Expression
        readonly right: Expression
      }
    | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
    | { readonly kind: 'compare'; readonly first: Expression; readonly rest: readonly Comparison[] }
    | { readonly kind: 'concat'; readonly items: readonly Expression[] }
    | {
        readonly kind: 'condition'
        readonly test: Expression
        readonly yes: Expression
        readonly no: Expression | undefined
      }
    | { readonly kind: 'attribute'; readonly target: Expression; readonly name: string }
    | { readonly kind: 'item'; readonly target: Expression; readonly key: Expression }
    | {
        readonly kind: 'slice'
        readonly start: Expression | undefined
        readonly stop: Expression | undefined
        readonly step: Expression | undefined
      }
    | { readonly kind: 'call'; readonly target: Expression; readonly args: CallArguments }
    | {
        readonly kind: 'filter'
        readonly target: Expression | undefined
        readonly name: string
        readonly args: CallArguments
      }
    | { readonly kind: 'test'; readonly target: Expression; readonly name: string; readonly args: CallArguments }
  )

export type ExpressionOf<K extends Expression['kind']> = Extract<Expression, { kind: K }>

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**'
export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in'

export interface Comparison {
  readonly operator: ComparisonOperator
  readonly operand: Expression
}

export interface CallArguments {
  readonly positional: readonly Expression[]
  readonly keywords: readonly (readonly [string, Expression])[]
  /** `*args` */
  readonly star: Expression | undefined
  /** `**kwargs` */
  readonly starStar: Expression | undefined
}

/** What `for`, `set` and `with` assign to: a name, a tuple of targets, an attribute of a namespace. */
export type Target = Located &
  (
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'tuple'; readonly items: readonly Target[] }
    | { readonly kind: 'namespace'; readonly name: string; readonly attribute: string }
  )

export interface MacroSignature {
  readonly parameters: readonly string[]
  /** Defaults of the last parameters. */
  readonly defaults: readonly Expression[]
}

export type Body = readonly Statement[]

export type Statement = Located &
  (
    | { readonly kind: 'data'; readonly text: string }
    | { readonly kind: 'output'; readonly expression: Expression }
    | {
        readonly kind: 'if'
        readonly branches: readonly { readonly test: Expression; readonly body: Body }[]
        readonly else: Body
      }
    | {
        readonly kind: 'for'
        readonly target: Target
        readonly iterable: Expression
        readonly filter: Expression | undefined
        readonly recursive: boolean
        readonly body: Body
        readonly else: Body
      }
    | { readonly kind: 'set'; readonly target: Target; readonly value: Expression }
    | {
        readonly kind: 'set-block'
        readonly target: Target
        readonly filter: Expression | undefined
        readonly body: Body
      }
    | { readonly kind: 'with'; readonly bindings: readonly (readonly [Target, Expression])[]; readonly body: Body }
    | { readonly kind: 'macro'; readonly name: string; readonly signature: MacroSignature; readonly body: Body }
    | {
        readonly kind: 'call-block'
        readonly call: ExpressionOf<'call'>
        readonly signature: MacroSignature
        readonly body: Body
      }
    | { readonly kind: 'filter-block'; readonly filter: Expression; readonly body: Body }
    | { readonly kind: 'autoescape'; readonly enabled: Expression; readonly body: Body }
    | {
        readonly kind: 'block'
        readonly name: string
        readonly scoped: boolean
        readonly required: boolean
        readonly body: Body
      }
    | { readonly kind: 'extends'; readonly template: Expression }
    | {
        readonly kind: 'include'
        readonly template: Expression
        readonly ignoreMissing: boolean
        readonly withContext: boolean
      }
    | { readonly kind: 'import'; readonly template: Expression; readonly target: string; readonly withContext: boolean }
    | {
        readonly kind: 'from-import'
        readonly template: Expression
        readonly names: readonly (readonly [string, string])[]
        readonly withContext: boolean
      }
    | { readonly kind: 'do'; readonly expression: Expression }
    | { readonly kind: 'break' | 'continue' }
  )

export type StatementOf<K extends Statement['kind']> = Extract<Statement, { kind: K }>
