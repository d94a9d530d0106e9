/** The syntax tree of a template: nunjucks' nodes, extended where Jinja2's grammar goes further. */
import type { Value } from '../../values.ts'
import { type Node, type NodeClass, nodeClass } from './nunjucks.ts'

interface Typed<T extends string> extends Node {
  readonly typename: T
}

interface Listing<T extends string, N extends Node> extends Typed<T> {
  readonly children: readonly N[]
}

interface Unary<T extends string> extends Typed<T> {
  readonly target: Expression
}

interface Binary<T extends string> extends Typed<T> {
  readonly left: Expression
  readonly right: Expression
}

// ── nodes as nunjucks has them

export interface NodeList<N extends Node> extends Listing<'NodeList', N> {}
export const NodeList = nodeClass<NodeList<Node>>('NodeList')

export type Body = NodeList<Statement>

/** The body of a whole template: nunjucks has a class of lists for it. */
export const Root = nodeClass<Body>('Root' as 'NodeList')

export interface Literal extends Typed<'Literal'> {
  readonly value: Value
}
export const Literal = nodeClass<Literal>('Literal')

export interface Name extends Typed<'Symbol'> {
  readonly value: string
}
export const Name = nodeClass<Name>('Symbol')

export interface List extends Listing<'Array', Expression> {}
export const List = nodeClass<List>('Array')

export interface Pair<K extends Node = Expression, V extends Node = Expression> extends Typed<'Pair'> {
  readonly key: K
  readonly value: V
}
export const Pair = nodeClass<Pair<Node, Node>>('Pair')

export interface Dict extends Listing<'Dict', Pair> {}
export const Dict = nodeClass<Dict>('Dict')

export type UnaryOperator = Unary<'Not'> | Unary<'Neg'> | Unary<'Pos'>
export const Not = nodeClass<Unary<'Not'>>('Not')

export type Logic = Binary<'And'> | Binary<'Or'>

export type Arithmetic =
  | Binary<'Add'>
  | Binary<'Sub'>
  | Binary<'Mul'>
  | Binary<'Div'>
  | Binary<'FloorDiv'>
  | Binary<'Mod'>
  | Binary<'Pow'>

/** The classes of Jinja2's two levels of arithmetic, by operator. */
export const SUMS: ReadonlyMap<string, NodeClass<Arithmetic>> = new Map<string, NodeClass<Arithmetic>>([
  ['+', nodeClass<Binary<'Add'>>('Add')],
  ['-', nodeClass<Binary<'Sub'>>('Sub')],
])
export const PRODUCTS: ReadonlyMap<string, NodeClass<Arithmetic>> = new Map<string, NodeClass<Arithmetic>>([
  ['*', nodeClass<Binary<'Mul'>>('Mul')],
  ['/', nodeClass<Binary<'Div'>>('Div')],
  ['//', nodeClass<Binary<'FloorDiv'>>('FloorDiv')],
  ['%', nodeClass<Binary<'Mod'>>('Mod')],
])

export type Concat = Binary<'Concat'>
export const CONCATS: ReadonlyMap<string, NodeClass<Concat>> = new Map([['~', nodeClass<Concat>('Concat')]])

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in'

export interface CompareOperand extends Typed<'CompareOperand'> {
  readonly type: ComparisonOperator
  readonly expr: Expression
}
export const CompareOperand = nodeClass<CompareOperand>('CompareOperand')

export interface Compare extends Typed<'Compare'> {
  readonly expr: Expression
  readonly ops: NodeList<CompareOperand>
}
export const Compare = nodeClass<Compare>('Compare')

export interface InlineIf extends Typed<'InlineIf'> {
  readonly cond: Expression
  readonly body: Expression
  readonly else_: Expression | null
}
export const InlineIf = nodeClass<InlineIf>('InlineIf')

/** `target[val]` */
export interface LookupVal extends Typed<'LookupVal'> {
  readonly target: Expression
  readonly val: Expression
}
export const LookupVal = nodeClass<LookupVal>('LookupVal')

export interface FunCall extends Typed<'FunCall'> {
  readonly name: Expression
  readonly args: Arguments
}
export const FunCall = nodeClass<FunCall>('FunCall')

export interface TemplateData extends Typed<'TemplateData'> {
  readonly value: string
}
export const TemplateData = nodeClass<TemplateData>('TemplateData')

export interface Output extends Listing<'Output', Expression> {}
export const Output = nodeClass<Output>('Output')

export interface If extends Typed<'If'> {
  readonly cond: Expression
  readonly body: Body
  /** Another `If` is an `elif`. */
  readonly else_: Body | If | null
}
export const If = nodeClass<If>('If')

export interface SetValue extends Typed<'Set'> {
  readonly targets: Target
  readonly value: Expression
}
export const SetValue = nodeClass<SetValue>('Set')

export interface Macro extends Typed<'Macro'> {
  readonly name: Name
  readonly args: Signature
  readonly body: Body
}
export const Macro = nodeClass<Macro>('Macro')

/** The body of a call block: a macro without a name. */
export interface Caller extends Typed<'Caller'> {
  readonly name: Name
  readonly args: Signature
  readonly body: Body
}
export const Caller = nodeClass<Caller>('Caller')

export interface Extends extends Typed<'Extends'> {
  readonly template: Expression
}

export interface Import extends Typed<'Import'> {
  readonly template: Expression
  readonly target: Name
  readonly withContext: boolean
}
export const Import = nodeClass<Import>('Import')

export interface FromImport extends Typed<'FromImport'> {
  readonly template: Expression
  readonly names: NodeList<Pair<Name, Name>>
  readonly withContext: boolean
}
export const FromImport = nodeClass<FromImport>('FromImport')

// ── nodes with more fields than nunjucks has, and nodes that it has not

export interface Tuple<N extends Node = Expression> extends Listing<'Tuple', N> {}
export const Tuple = nodeClass('Group').extend<Tuple<Node>>('Tuple')

/** `target.name` */
export interface Attribute extends Typed<'Attribute'> {
  readonly target: Expression
  readonly val: Literal & { readonly value: string }
}
export const Attribute = LookupVal.extend<Attribute>('Attribute')

export interface Slice extends Typed<'Slice'> {
  readonly start: Expression | null
  readonly stop: Expression | null
  readonly step: Expression | null
}
const PlainNode = nodeClass('Node')
export const Slice = PlainNode.extend<Slice>('Slice', { fields: ['start', 'stop', 'step'] })

export interface Arguments extends Typed<'Arguments'> {
  readonly positional: NodeList<Expression>
  readonly keywords: NodeList<Pair<Literal>>
  /** `*args` */
  readonly star: Expression | null
  /** `**kwargs` */
  readonly starStar: Expression | null
}
export const Arguments = PlainNode.extend<Arguments>('Arguments', {
  fields: ['positional', 'keywords', 'star', 'starStar'],
})

/** `target | name(args)`; a filter of a block has no target. */
export interface Filter extends Typed<'Filter'> {
  readonly target: Expression | null
  readonly name: Name
  readonly args: Arguments
}
export const Filter = nodeClass('Filter').extend<Filter>('Filter', { fields: ['target', 'name', 'args'] })

/** `target is name(args)` */
export interface Test extends Typed<'Is'> {
  readonly target: Expression
  readonly name: Name
  readonly args: Arguments
}
export const Test = nodeClass('Is').extend<Test>('Is', { fields: ['target', 'name', 'args'] })

/** An attribute of a namespace, in `set`. */
export interface NamespaceTarget extends Typed<'NamespaceTarget'> {
  readonly name: Name
  readonly attribute: string
}
export const NamespaceTarget = PlainNode.extend<NamespaceTarget>('NamespaceTarget', { fields: ['name', 'attribute'] })

/** The parameters of a macro, with the defaults of the last of them. */
export interface Signature extends Typed<'Signature'> {
  readonly parameters: readonly string[]
  readonly defaults: NodeList<Expression>
}
export const Signature = PlainNode.extend<Signature>('Signature', { fields: ['parameters', 'defaults'] })

export interface For extends Typed<'For'> {
  readonly name: Target
  readonly arr: Expression
  readonly cond: Expression | null
  readonly recursive: boolean
  readonly body: Body
  readonly else_: Body | null
}
export const For = nodeClass('For').extend<For>('For', {
  fields: ['arr', 'name', 'cond', 'recursive', 'body', 'else_'],
})

/** `set` with a body, which may go through filters. */
export interface SetBlock extends Typed<'SetBlock'> {
  readonly targets: Target
  readonly filter: Expression | null
  readonly body: Body
}
export const SetBlock = SetValue.extend<SetBlock>('SetBlock', { fields: ['targets', 'filter', 'body'] })

export interface With extends Typed<'With'> {
  readonly bindings: NodeList<Pair<Target>>
  readonly body: Body
}
export const With = PlainNode.extend<With>('With', { fields: ['bindings', 'body'] })

export interface CallBlock extends Typed<'CallBlock'> {
  readonly call: FunCall
  readonly caller: Caller
}
export const CallBlock = PlainNode.extend<CallBlock>('CallBlock', { fields: ['call', 'caller'] })

export interface FilterBlock extends Typed<'FilterBlock'> {
  readonly filter: Expression
  readonly body: Body
}
export const FilterBlock = PlainNode.extend<FilterBlock>('FilterBlock', { fields: ['filter', 'body'] })

export interface Autoescape extends Typed<'Autoescape'> {
  readonly enabled: Expression
  readonly body: Body
}
export const Autoescape = PlainNode.extend<Autoescape>('Autoescape', { fields: ['enabled', 'body'] })

export interface Block extends Typed<'Block'> {
  readonly name: Name
  readonly scoped: boolean
  readonly required: boolean
  readonly body: Body
}
export const Block = nodeClass('Block').extend<Block>('Block', { fields: ['name', 'scoped', 'required', 'body'] })

export interface Include extends Typed<'Include'> {
  readonly template: Expression
  readonly ignoreMissing: boolean
  readonly withContext: boolean
}
export const Include = nodeClass('Include').extend<Include>('Include', {
  fields: ['template', 'ignoreMissing', 'withContext'],
})

export interface Do extends Typed<'Do'> {
  readonly expr: Expression
}
export const Do = PlainNode.extend<Do>('Do', { fields: ['expr'] })

export const Break = PlainNode.extend<Typed<'Break'>>('Break', { fields: [] })
export const Continue = PlainNode.extend<Typed<'Continue'>>('Continue', { fields: [] })

// ── what stands where

export type Expression =
  | Literal
  | Name
  | List
  | Tuple
  | Dict
  | UnaryOperator
  | Logic
  | Arithmetic
  | Concat
  | Compare
  | InlineIf
  | LookupVal
  | Attribute
  | Slice
  | FunCall
  | Filter
  | Test

/** What `for`, `set` and `with` assign to. */
export type Target = Name | TargetTuple | NamespaceTarget
export interface TargetTuple extends Tuple<Target> {}

export type Statement =
  | TemplateData
  | Output
  | If
  | For
  | SetValue
  | SetBlock
  | With
  | Macro
  | CallBlock
  | FilterBlock
  | Autoescape
  | Block
  | Extends
  | Include
  | Import
  | FromImport
  | Do
  | Typed<'Break'>
  | Typed<'Continue'>

/** Offset behind a node's last character. */
export const endOf = (node: Node): number => {
  if (node.end !== undefined) return node.end
  const { right, target, template } = node as Node & { right?: Node; target?: Node; template?: Node }
  return endOf((right ?? target ?? template)!)
}
