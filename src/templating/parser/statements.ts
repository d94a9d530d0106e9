/** Jinja2's statements. */
import { parseExpression, parseFilter, parseTuple } from './expressions.ts'
import type { Body, Expression, MacroSignature, Statement, Target } from './nodes.ts'
import type { Syntax } from './settings.ts'
import type { Tokens } from './tokens.ts'

type TagParser = (offset: number) => Statement | Statement[]

/** Parses text and tags up to the end of the template. */
export class StatementParser {
  readonly #tokens: Tokens
  readonly #tags: ReadonlyMap<string, TagParser>
  readonly #ends: (readonly string[])[] = []
  readonly #openTags: string[] = []
  readonly #blockNames = new Set<string>()
  #loops = 0

  constructor(tokens: Tokens, syntax: Syntax) {
    this.#tokens = tokens
    this.#tags = this.#tagTable(syntax)
  }

  parseAll(): Body {
    return this.#bodyUntil(undefined)
  }

  #tagTable(syntax: Syntax): ReadonlyMap<string, TagParser> {
    const tags = new Map<string, TagParser>([
      ['for', (offset) => this.#for(offset)],
      ['if', (offset) => this.#if(offset)],
      ['set', (offset) => this.#set(offset)],
      ['with', (offset) => this.#with(offset)],
      ['macro', (offset) => this.#macro(offset)],
      ['call', (offset) => this.#callBlock(offset)],
      ['filter', (offset) => this.#filterBlock(offset)],
      ['print', (offset) => this.#print(offset)],
      ['block', (offset) => this.#block(offset)],
      ['extends', (offset) => this.#extends(offset)],
      ['include', (offset) => this.#include(offset)],
      ['import', (offset) => this.#import(offset)],
      ['from', (offset) => this.#fromImport(offset)],
      ['autoescape', (offset) => this.#autoescape(offset)],
    ])
    if (syntax.extensions.has('do')) tags.set('do', (offset) => this.#do(offset))
    if (syntax.extensions.has('loopcontrols')) {
      tags.set('break', (offset) => this.#loopControl('break', offset))
      tags.set('continue', (offset) => this.#loopControl('continue', offset))
    }
    return tags
  }

  #bodyUntil(ends: readonly string[] | undefined): Body {
    const tokens = this.#tokens
    const body: Statement[] = []
    if (ends !== undefined) this.#ends.push(ends)
    while (!tokens.is('eof')) {
      const { type, value, offset, end } = tokens.next()
      if (type === 'data') body.push({ kind: 'data', text: value, offset, end })
      else if (type === 'variable_begin') body.push(this.#output(offset))
      else if (ends !== undefined && tokens.isName(...ends)) {
        this.#ends.pop()
        return body
      } else {
        body.push(...tokens.nested(() => this.#statement()))
        tokens.expect('block_end')
      }
    }
    if (ends !== undefined) throw this.#unclosed()
    return body
  }

  #unclosed(): Error {
    const expected = (this.#ends.at(-1) ?? []).map((name) => `'${name}'`).join(' or ')
    return this.#tokens.error(
      `Unexpected end of template. Jinja was looking for the following tags: ${expected}. ` +
        `The innermost block that needs to be closed is '${this.#openTags.at(-1)}'.`,
    )
  }

  #output(offset: number): Statement {
    const expression = parseTuple(this.#tokens)
    this.#tokens.expect('variable_end')
    return { kind: 'output', expression, offset, end: this.#tokens.lastEnd }
  }

  #statement(): Statement[] {
    const token = this.#tokens.current
    if (token.type !== 'name') throw this.#tokens.error('tag name expected')
    const parse = this.#tags.get(token.value)
    if (parse === undefined) throw this.#unknownTag(token.value)
    this.#tokens.next()
    this.#openTags.push(token.value)
    const statement = parse(token.offset)
    this.#openTags.pop()
    return Array.isArray(statement) ? statement : [statement]
  }

  #unknownTag(name: string): Error {
    const expected = this.#ends.at(-1)
    const looking =
      expected === undefined
        ? ''
        : ` Jinja was looking for the following tags: ${expected.map((end) => `'${end}'`).join(' or ')}.`
    return this.#tokens.error(`Encountered unknown tag '${name}'.${looking}`)
  }

  /** The body of a statement; the name that ended it is the current token then. */
  #body(...ends: string[]): Body {
    this.#tokens.skipOperator(':')
    this.#tokens.expect('block_end')
    return this.#bodyUntil(ends)
  }

  #bodyAndEnd(end: string): Body {
    const body = this.#body(end)
    this.#tokens.next()
    return body
  }

  #for(offset: number): Statement {
    const tokens = this.#tokens
    const target = this.#target({ endOn: 'in' })
    if (targetNames(target).includes('loop'))
      throw tokens.error("Can't assign to special loop variable in for-loop target", target.offset)
    tokens.expect('name', 'in')
    const iterable = parseTuple(tokens, { conditional: false, endOn: 'recursive' })
    const filter = tokens.skipName('if') ? parseExpression(tokens) : undefined
    const recursive = tokens.skipName('recursive')
    this.#loops++
    const body = this.#body('endfor', 'else')
    this.#loops--
    const otherwise = tokens.next().value === 'else' ? this.#bodyAndEnd('endfor') : []
    return { kind: 'for', target, iterable, filter, recursive, body, else: otherwise, offset, end: tokens.lastEnd }
  }

  #if(offset: number): Statement {
    const branches: { test: Expression; body: Body }[] = []
    let otherwise: Body = []
    for (;;) {
      const test = parseTuple(this.#tokens, { conditional: false })
      branches.push({ test, body: this.#body('elif', 'else', 'endif') })
      const { value } = this.#tokens.next()
      if (value === 'elif') continue
      if (value === 'else') otherwise = this.#bodyAndEnd('endif')
      return { kind: 'if', branches, else: otherwise, offset, end: this.#tokens.lastEnd }
    }
  }

  #set(offset: number): Statement {
    const tokens = this.#tokens
    const target = this.#target({ namespace: true })
    if (tokens.skipOperator('=')) {
      const value = parseTuple(tokens)
      return { kind: 'set', target, value, offset, end: tokens.lastEnd }
    }
    const filter = this.#filterChain(undefined)
    const body = this.#bodyAndEnd('endset')
    return { kind: 'set-block', target, filter, body, offset, end: tokens.lastEnd }
  }

  #filterChain(start: Expression | undefined): Expression | undefined {
    let filter = start
    while (this.#tokens.isOperator('|')) filter = parseFilter(this.#tokens, filter)
    return filter
  }

  #with(offset: number): Statement {
    const tokens = this.#tokens
    const bindings: (readonly [Target, Expression])[] = []
    while (!tokens.is('block_end')) {
      if (bindings.length > 0) tokens.expect('operator', ',')
      const target = this.#target({})
      tokens.expect('operator', '=')
      bindings.push([target, parseExpression(tokens)])
    }
    const body = this.#bodyAndEnd('endwith')
    return { kind: 'with', bindings, body, offset, end: tokens.lastEnd }
  }

  #macro(offset: number): Statement {
    const name = this.#assignableName()
    const signature = this.#signature()
    const body = this.#functionBody('endmacro')
    return { kind: 'macro', name, signature, body, offset, end: this.#tokens.lastEnd }
  }

  /** A macro's body: `break` inside it does not see the loop around. */
  #functionBody(end: string): Body {
    const loops = this.#loops
    this.#loops = 0
    const body = this.#bodyAndEnd(end)
    this.#loops = loops
    return body
  }

  #signature(): MacroSignature {
    const tokens = this.#tokens
    const parameters: string[] = []
    const defaults: Expression[] = []
    tokens.expect('operator', '(')
    while (!tokens.isOperator(')')) {
      if (parameters.length > 0) tokens.expect('operator', ',')
      parameters.push(this.#assignableName())
      if (tokens.skipOperator('=')) defaults.push(parseExpression(tokens))
      else if (defaults.length > 0) throw tokens.error('non-default argument follows default argument')
    }
    tokens.expect('operator', ')')
    return { parameters, defaults }
  }

  #callBlock(offset: number): Statement {
    const tokens = this.#tokens
    const signature = tokens.isOperator('(') ? this.#signature() : { parameters: [], defaults: [] }
    const call = parseExpression(tokens)
    if (call.kind !== 'call') throw tokens.error('expected call', call.offset)
    const body = this.#functionBody('endcall')
    return { kind: 'call-block', call, signature, body, offset, end: tokens.lastEnd }
  }

  #filterBlock(offset: number): Statement {
    const filter = this.#filterChain(parseFilter(this.#tokens, undefined, false))!
    const body = this.#bodyAndEnd('endfilter')
    return { kind: 'filter-block', filter, body, offset, end: this.#tokens.lastEnd }
  }

  /** `print a, b` prints the one behind the other. */
  #print(offset: number): Statement[] {
    const outputs: Statement[] = []
    while (!this.#tokens.is('block_end') && !this.#tokens.is('eof')) {
      if (outputs.length > 0) this.#tokens.expect('operator', ',')
      const expression = parseExpression(this.#tokens)
      outputs.push({ kind: 'output', expression, offset, end: this.#tokens.lastEnd })
    }
    return outputs
  }

  #block(offset: number): Statement {
    const tokens = this.#tokens
    const { value: name, offset: nameOffset } = tokens.expect('name')
    if (this.#blockNames.has(name)) throw tokens.error(`block '${name}' defined twice`, nameOffset)
    this.#blockNames.add(name)
    const scoped = tokens.skipName('scoped')
    const required = tokens.skipName('required')
    if (tokens.isOperator('-'))
      throw tokens.error('Block names in Jinja have to be valid Python identifiers and may not contain hyphens')
    const body = this.#functionBody('endblock')
    tokens.skipName(name)
    return { kind: 'block', name, scoped, required, body, offset, end: tokens.lastEnd }
  }

  #extends(offset: number): Statement {
    const template = parseExpression(this.#tokens)
    return { kind: 'extends', template, offset, end: this.#tokens.lastEnd }
  }

  #include(offset: number): Statement {
    const tokens = this.#tokens
    const template = parseExpression(tokens)
    const ignoreMissing = tokens.isName('ignore') && tokens.ahead.value === 'missing'
    if (ignoreMissing) {
      tokens.next()
      tokens.next()
    }
    const withContext = this.#contextOption(true)
    return { kind: 'include', template, ignoreMissing, withContext, offset, end: tokens.lastEnd }
  }

  #contextOption(byDefault: boolean): boolean {
    const tokens = this.#tokens
    if (!tokens.isName('with', 'without') || tokens.ahead.value !== 'context') return byDefault
    const given = tokens.next().value === 'with'
    tokens.next()
    return given
  }

  #import(offset: number): Statement {
    const tokens = this.#tokens
    const template = parseExpression(tokens)
    tokens.expect('name', 'as')
    const target = this.#assignableName()
    const withContext = this.#contextOption(false)
    return { kind: 'import', template, target, withContext, offset, end: tokens.lastEnd }
  }

  #fromImport(offset: number): Statement {
    const tokens = this.#tokens
    const template = parseExpression(tokens)
    tokens.expect('name', 'import')
    const names: (readonly [string, string])[] = []
    let withContext: boolean | undefined
    while (tokens.is('name')) {
      if (tokens.isName('with', 'without') && tokens.ahead.value === 'context') {
        withContext = this.#contextOption(false)
        break
      }
      const name = this.#assignableName()
      if (name.startsWith('_'))
        throw tokens.error('names starting with an underline can not be imported', tokens.current.offset)
      names.push([name, tokens.skipName('as') ? this.#assignableName() : name])
      if (!tokens.skipOperator(',')) {
        withContext = this.#contextOption(false)
        break
      }
    }
    if (names.length === 0) tokens.expect('name')
    return { kind: 'from-import', template, names, withContext: withContext ?? false, offset, end: tokens.lastEnd }
  }

  #autoescape(offset: number): Statement {
    const enabled = parseExpression(this.#tokens)
    const body = this.#bodyAndEnd('endautoescape')
    return { kind: 'autoescape', enabled, body, offset, end: this.#tokens.lastEnd }
  }

  #do(offset: number): Statement {
    const expression = parseTuple(this.#tokens)
    return { kind: 'do', expression, offset, end: this.#tokens.lastEnd }
  }

  #loopControl(kind: 'break' | 'continue', offset: number): Statement {
    if (this.#loops === 0) throw this.#tokens.error(`'${kind}' outside loop`, offset)
    return { kind, offset, end: this.#tokens.lastEnd }
  }

  #assignableName(): string {
    const token = this.#tokens.expect('name')
    if (RESERVED.has(token.value)) throw this.#tokens.error(`can't assign to '${token.value}'`, token.offset)
    return token.value
  }

  #target(options: { endOn?: string; namespace?: boolean }): Target {
    const tokens = this.#tokens
    const { current, ahead } = tokens
    if (options.namespace === true && ahead.type === 'operator' && ahead.value === '.') {
      const name = this.#assignableName()
      tokens.next()
      const attribute = tokens.expect('name').value
      return { kind: 'namespace', name, attribute, offset: current.offset, end: tokens.lastEnd }
    }
    const simple = { simple: true, ...(options.endOn === undefined ? {} : { endOn: options.endOn }) }
    return this.#asTarget(parseTuple(tokens, simple))
  }

  #asTarget(node: Expression): Target {
    const { offset, end } = node
    if (node.kind === 'name') return { kind: 'name', name: node.name, offset, end }
    if (node.kind === 'tuple')
      return { kind: 'tuple', items: node.items.map((item) => this.#asTarget(item)), offset, end }
    throw this.#tokens.error(`can't assign to '${node.kind}'`, offset)
  }
}

const targetNames = (target: Target): string[] =>
  target.kind === 'name' ? [target.name] : target.kind === 'tuple' ? target.items.flatMap(targetNames) : []

const RESERVED: ReadonlySet<string> = new Set(['true', 'false', 'none', 'True', 'False', 'None'])
