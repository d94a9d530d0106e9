/** Jinja2's statements; nunjucks' parser finds the tags, and parses what it reads as Jinja2 does. */
import { ExpressionParser } from './expressions.ts'
import type { Token } from './lexer.ts'
import * as nodes from './nodes.ts'
import type { Located, Node, ParserExtension } from './nunjucks.ts'
import type { Syntax } from './settings.ts'

/** The tags of nunjucks that are Jinja2's; the others of Jinja2 are extensions to it. */
const TAGS = ['for', 'if', 'set', 'macro', 'call', 'filter', 'block', 'extends', 'include', 'import', 'from'] as const

/** Parses text and tags up to the end of the template. */
export class TemplateParser extends ExpressionParser {
  readonly #openTags: string[] = []
  readonly #blockNames = new Set<string>()
  readonly #syntax: Syntax
  #tags: ReadonlySet<string> | undefined
  #loops = 0

  constructor(tokens: readonly Token[], lineStarts: readonly number[], syntax: Syntax) {
    super(tokens, lineStarts)
    this.#syntax = syntax
  }

  /** The names of all tags; the extensions are set up at the first tag, which most templates don't have. */
  #known(): ReadonlySet<string> {
    if (this.#tags === undefined) {
      this.extensions = this.#extensions(this.#syntax)
      this.#tags = new Set([...TAGS, ...this.extensions.flatMap(({ tags }) => tags)])
    }
    return this.#tags
  }

  #extensions(syntax: Syntax): ParserExtension[] {
    const extensions: ParserExtension[] = [
      { tags: ['with'], parse: () => this.#with() },
      { tags: ['autoescape'], parse: () => this.#autoescape() },
      { tags: ['print'], parse: () => this.#print() },
    ]
    if (syntax.extensions.has('do')) extensions.push({ tags: ['do'], parse: () => this.#do() })
    if (syntax.extensions.has('loopcontrols'))
      extensions.push({ tags: ['break', 'continue'], parse: () => this.#loopControl() })
    return extensions
  }

  override parseNodes(): Node[] {
    const found: Node[] = []
    for (;;) {
      const token = this.nextToken()
      if (token.type === 'data') found.push(this.node(nodes.TemplateData, token, { value: token.value }))
      else if (token.type === 'variable-start') found.push(this.#output(token))
      else if (token.type === 'block-start') {
        const statement = this.nested(() => this.parseStatement())
        if (statement === null) return found
        found.push(statement)
      } else if (this.breakOnBlocks === null) return found
      else
        this.fail(
          `Unexpected end of template.${lookingFor(this.breakOnBlocks)} ` +
            `The innermost block that needs to be closed is '${this.#openTags.at(-1)}'.`,
        )
    }
  }

  #output(at: Located): nodes.Output {
    const children = [this.parseTuple()]
    this.expect('variable-end')
    return this.node(nodes.Output, at, { children })
  }

  /** A tag and all that belongs to it; null at one that ends the body around. */
  override parseStatement(): Node | null {
    const { type, value } = this.current
    if (type !== 'symbol' || this.breakOnBlocks?.includes(value)) return super.parseStatement()
    if (!this.#known().has(value))
      this.fail(`Encountered unknown tag '${value}'.${lookingFor(this.breakOnBlocks ?? [])}`)
    this.#openTags.push(value)
    const statement = super.parseStatement()
    this.#openTags.pop()
    return statement
  }

  /** Goes past the end of a tag, and past its name if none is given. */
  override advanceAfterBlockEnd(name?: string): Token {
    if (name === undefined) this.nextToken()
    else if (name !== 'extends') this.skipOperator(':')
    return this.expect('block-end')
  }

  /** A body behind the end of its tag, and the tag that ends it. */
  #body(tag: string, end: string): nodes.Body {
    this.advanceAfterBlockEnd(tag)
    const body = this.parseUntilBlocks(end) as nodes.Body
    this.advanceAfterBlockEnd()
    return body
  }

  parseFor(): nodes.For {
    const at = this.nextToken()
    const name = this.#target({ endOn: 'in' })
    if ([name, ...name.findAll(nodes.Name)].some((target) => 'value' in target && target.value === 'loop'))
      this.failAt("Can't assign to special loop variable in for-loop target", name)
    this.expect('symbol', 'in')
    const arr = this.parseTuple({ conditional: false, endOn: 'recursive' })
    const cond = this.skipSymbol('if') ? this.parseExpression() : null
    const recursive = this.skipSymbol('recursive')
    this.advanceAfterBlockEnd('for')
    this.#loops++
    const body = this.parseUntilBlocks('endfor', 'else') as nodes.Body
    this.#loops--
    const else_ = this.#else('endfor')
    return this.node(nodes.For, at, { name, arr, cond, recursive, body, else_ })
  }

  /** What stands between `else` and the end tag, both included. */
  #else(end: string): nodes.Body | null {
    if (this.skipSymbol('else')) return this.#body('else', end)
    this.advanceAfterBlockEnd()
    return null
  }

  parseIf(): nodes.If {
    const at = this.nextToken()
    const cond = this.parseTuple({ conditional: false })
    this.advanceAfterBlockEnd('if')
    const body = this.parseUntilBlocks('elif', 'else', 'endif') as nodes.Body
    const else_ = this.isName('elif') ? this.parseIf() : this.#else('endif')
    return this.node(nodes.If, at, { cond, body, else_ })
  }

  parseSet(): nodes.Statement {
    const at = this.nextToken()
    const targets = this.#target({ namespace: true })
    if (this.skipOperator('=')) {
      const node = this.node(nodes.SetValue, at, { targets, value: this.parseTuple() })
      this.expect('block-end')
      return node
    }
    const filter = this.skipOperator('|') ? this.#filterChain() : null
    return this.node(nodes.SetBlock, at, { targets, filter, body: this.#body('set', 'endset') })
  }

  #filterChain(): nodes.Filter {
    let filter = this.parseFilterCall(null)
    while (this.skipOperator('|')) filter = this.parseFilterCall(filter)
    return filter
  }

  #with(): nodes.With {
    const at = this.nextToken()
    const children: nodes.Pair<nodes.Target>[] = []
    while (!this.is('block-end')) {
      if (children.length > 0) this.expect('operator', ',')
      const key = this.#target({})
      this.expect('operator', '=')
      children.push(this.node(nodes.Pair, key, { key, value: this.parseExpression() }) as nodes.Pair<nodes.Target>)
    }
    const bindings = this.list(children, at)
    return this.node(nodes.With, at, { bindings, body: this.#body('with', 'endwith') })
  }

  override parseMacro(): Node {
    const macro = this.#outsideLoops(() => super.parseMacro() as nodes.Macro)
    this.#assignable(macro.name)
    return macro
  }

  /** Parses a body that does not see the loop around it. */
  #outsideLoops<T>(parse: () => T): T {
    const loops = this.#loops
    this.#loops = 0
    const node = parse()
    this.#loops = loops
    return node
  }

  /** The parameters of a macro; nunjucks asks for them. */
  parseSignature(): nodes.Signature {
    const at = this.expect('operator', '(')
    const parameters: string[] = []
    const defaults: nodes.Expression[] = []
    while (!this.isOperator(')')) {
      if (parameters.length > 0) this.expect('operator', ',')
      parameters.push(this.#assignableName().value)
      if (this.skipOperator('=')) defaults.push(this.parseExpression())
      else if (defaults.length > 0) this.fail('non-default argument follows default argument')
    }
    this.nextToken()
    return this.node(nodes.Signature, at, { parameters, defaults: this.list(defaults, at) })
  }

  parseCall(): nodes.CallBlock {
    const at = this.nextToken()
    const none = (): nodes.Signature => this.node(nodes.Signature, at, { parameters: [], defaults: this.list([], at) })
    const args = this.isOperator('(') ? this.parseSignature() : none()
    const call = this.parseExpression()
    if (call.typename !== 'FunCall') this.failAt('expected call', call)
    const body = this.#outsideLoops(() => this.#body('call', 'endcall'))
    const name = this.node(nodes.Name, at, { value: 'caller' })
    return this.node(nodes.CallBlock, at, { call, caller: this.node(nodes.Caller, at, { name, args, body }) })
  }

  parseFilterStatement(): nodes.FilterBlock {
    const at = this.nextToken()
    const filter = this.#filterChain()
    return this.node(nodes.FilterBlock, at, { filter, body: this.#body('filter', 'endfilter') })
  }

  /** `print a, b` prints the one behind the other. */
  #print(): nodes.Output {
    const at = this.nextToken()
    const children: nodes.Expression[] = []
    while (!this.is('block-end')) {
      if (children.length > 0) this.expect('operator', ',')
      children.push(this.parseExpression())
    }
    return this.#finished(this.node(nodes.Output, at, { children }))
  }

  #finished<N extends Node>(node: N): N {
    this.expect('block-end')
    return node
  }

  parseBlock(): nodes.Block {
    const at = this.nextToken()
    const name = this.name(this.expect('symbol'))
    if (this.#blockNames.has(name.value)) this.failAt(`block '${name.value}' defined twice`, name)
    this.#blockNames.add(name.value)
    const scoped = this.skipSymbol('scoped')
    const required = this.skipSymbol('required')
    if (this.isOperator('-'))
      this.fail('Block names in Jinja have to be valid Python identifiers and may not contain hyphens')
    this.advanceAfterBlockEnd('block')
    const body = this.#outsideLoops(() => this.parseUntilBlocks('endblock') as nodes.Body)
    this.nextToken()
    this.skipSymbol(name.value)
    return this.#finished(this.node(nodes.Block, at, { name, scoped, required, body }))
  }

  parseInclude(): nodes.Include {
    const at = this.nextToken()
    const template = this.parseExpression()
    const ignoreMissing = this.isName('ignore') && this.ahead.value === 'missing'
    if (ignoreMissing) {
      this.nextToken()
      this.nextToken()
    }
    const withContext = this.#contextOption(true)
    return this.#finished(this.node(nodes.Include, at, { template, ignoreMissing, withContext }))
  }

  #contextOption(byDefault: boolean): boolean {
    if (!this.isName('with', 'without') || this.ahead.value !== 'context') return byDefault
    const given = this.nextToken().value === 'with'
    this.nextToken()
    return given
  }

  parseImport(): nodes.Import {
    const at = this.nextToken()
    const template = this.parseExpression()
    this.expect('symbol', 'as')
    const target = this.#assignableName()
    return this.#finished(this.node(nodes.Import, at, { template, target, withContext: this.#contextOption(false) }))
  }

  parseFrom(): nodes.FromImport {
    const at = this.nextToken()
    const template = this.parseExpression()
    this.expect('symbol', 'import')
    const children: nodes.Pair<nodes.Name, nodes.Name>[] = []
    do {
      if (!this.is('symbol') || (this.isName('with', 'without') && this.ahead.value === 'context')) break
      children.push(this.#imported())
    } while (this.skipOperator(','))
    if (children.length === 0) this.expect('symbol')
    const names = this.list(children, at)
    return this.#finished(this.node(nodes.FromImport, at, { template, names, withContext: this.#contextOption(false) }))
  }

  #imported(): nodes.Pair<nodes.Name, nodes.Name> {
    const key = this.#assignableName()
    if (key.value.startsWith('_')) this.fail('names starting with an underline can not be imported')
    const value = this.skipSymbol('as') ? this.#assignableName() : key
    return this.node(nodes.Pair, key, { key, value }) as nodes.Pair<nodes.Name, nodes.Name>
  }

  #autoescape(): nodes.Autoescape {
    const at = this.nextToken()
    const enabled = this.parseExpression()
    return this.node(nodes.Autoescape, at, { enabled, body: this.#body('autoescape', 'endautoescape') })
  }

  #do(): nodes.Do {
    const at = this.nextToken()
    return this.#finished(this.node(nodes.Do, at, { expr: this.parseTuple() }))
  }

  #loopControl(): nodes.Statement {
    const at = this.nextToken()
    if (this.#loops === 0) this.failAt(`'${at.value}' outside loop`, at)
    return this.#finished(this.node<nodes.Statement>(at.value === 'break' ? nodes.Break : nodes.Continue, at, {}))
  }

  #assignableName(): nodes.Name {
    return this.#assignable(this.parsePrimary(true))
  }

  #assignable(node: nodes.Expression): nodes.Name {
    if (node.typename === 'Symbol') return node
    return this.failAt(`can't assign to '${node.typename.toLowerCase()}'`, node)
  }

  #target(options: { endOn?: string; namespace?: boolean }): nodes.Target {
    const { current, ahead } = this
    if (options.namespace === true && ahead.type === 'operator' && ahead.value === '.') {
      const name = this.#assignableName()
      this.nextToken()
      const attribute = this.expect('symbol').value
      return this.node(nodes.NamespaceTarget, current, { name, attribute })
    }
    return this.#asTarget(this.parseTuple({ ...options, simple: true }))
  }

  #asTarget(node: nodes.Expression): nodes.Target {
    if (node.typename !== 'Tuple') return this.#assignable(node)
    const children = node.children.map((item) => this.#asTarget(item))
    return Object.assign(new nodes.Tuple(node.lineno, node.colno) as nodes.TargetTuple, { children })
  }
}

const lookingFor = (tags: readonly string[]): string =>
  tags.length === 0 ? '' : ` Jinja was looking for the following tags: ${tags.map((tag) => `'${tag}'`).join(' or ')}.`
