/** What is used of nunjucks, with types: its node classes and its parser. Only these two files of it are loaded. */
import { createRequire } from 'node:module'

/** Where a node or token begins, counted from zero. */
export interface Located {
  readonly lineno: number
  readonly colno: number
}

/** A node of the syntax tree. */
export interface Node extends Located {
  readonly typename: string
  /** Offset behind the last character; operators that nunjucks makes have none of their own. */
  readonly end?: number
  /** All nodes of a class inside this one. */
  findAll<N extends Node>(type: NodeClass<N>): N[]
}

/** The fields that a class of nodes adds. */
export type Fields<N extends Node> = Omit<N, keyof Node>

/** A class of nodes; its fields may be set after it is made. */
export interface NodeClass<N extends Node> {
  readonly prototype: N
  new (lineno: number, colno: number): N
  extend<S extends Node>(name: S['typename'], props?: { fields: readonly (keyof Fields<S>)[] }): NodeClass<S>
}

/** What the parser asks of a token. */
export interface ParserToken extends Located {
  readonly type: string
  readonly value: string
}

/** The methods of nunjucks' parser that are called or overridden. */
export interface Parser<T extends ParserToken, E extends Node> {
  /** The names of the tags that end the body being parsed. */
  readonly breakOnBlocks: readonly string[] | null
  extensions: readonly ParserExtension[]
  nextToken(): T
  peekToken(): T
  fail(message: string, lineno?: number, colno?: number): never
  error(message: string, lineno?: number, colno?: number): Error
  skipValue(type: string, value: string): boolean
  skipSymbol(value: string): boolean
  expect(type: string): T
  advanceAfterBlockEnd(name?: string): T
  parseUntilBlocks(...names: string[]): Node
  parseNodes(): Node[]
  parseAsRoot(): Node
  parseStatement(): Node | null
  parseExtends(): Node
  parseMacro(): Node
  parseExpression(): E
  parseOr(): E
  parseNot(): E
  parsePow(): E
  parseUnary(noFilters?: boolean): E
  parseFilterName(): Node
}

/** A tag that nunjucks does not know. */
export interface ParserExtension {
  readonly tags: readonly string[]
  parse(): Node
}

type ParserClass = new <T extends ParserToken, E extends Node>(tokens: { nextToken(): T }) => Parser<T, E>

const require = createRequire(import.meta.url)
const classes: Readonly<Record<string, NodeClass<Node>>> = require('nunjucks/src/nodes.js')

/** One of nunjucks' classes of nodes. */
export const nodeClass = <N extends Node>(name: N['typename']): NodeClass<N> => classes[name] as unknown as NodeClass<N>

/** nunjucks' parser. */
export const NunjucksParser: ParserClass = require('nunjucks/src/parser.js').Parser
