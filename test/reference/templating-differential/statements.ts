/** Random templates of statements. */
import type { Expressions } from './expressions.ts'
import type { Random } from './random.ts'

const DATA = ['', ' ', 'x', '\n', ' \n ', 'text', '\n\n', '  y\n', '<b>', '\t', 'a b', '{', '}', '%', '#', '\n  z']
const ITEMS = ['list', 'strings', 'dict', 'str', 'dicts'] as const
const LOOP = [
  'loop.index',
  'loop.index0',
  'loop.revindex',
  'loop.revindex0',
  'loop.first',
  'loop.last',
  'loop.length',
  'loop.depth',
  'loop.depth0',
  'loop.cycle(1, 2, 3)',
  "loop.previtem | default('-')",
  "loop.nextitem | default('-')",
  'loop.changed(i)',
]

/** Makes templates, and the files that they name. */
export class Statements {
  readonly files: Record<string, string> = {}
  readonly #random: Random
  readonly #expressions: Expressions
  #macros = 0
  /** How many macros and the like, whose text is collected, are open: including without context breaks Jinja2 there. */
  #buffered = 0

  constructor(random: Random, expressions: Expressions) {
    this.#random = random
    this.#expressions = expressions
  }

  template(): string {
    if (this.#random.chance(0.12)) return this.#child()
    return this.#body(2)
  }

  /** Data, prints and statements after each other. */
  #body(depth: number): string {
    const count = 1 + this.#random.below(3)
    return Array.from({ length: count }, () => this.#data() + this.#part(depth)).join('') + this.#data()
  }

  #collected(depth: number): string {
    this.#buffered++
    const body = this.#body(depth)
    this.#buffered--
    return body
  }

  #part(depth: number): string {
    if (depth <= 0 || this.#random.chance(0.35)) return this.#print()
    const makers: readonly (() => string)[] = [
      () => this.#if(depth),
      () => this.#for(depth),
      () => this.#for(depth),
      () => this.#recursive(),
      () => this.#set(depth),
      () => this.#setBlock(depth),
      () => this.#with(depth),
      () => this.#macro(depth),
      () => this.#call(depth),
      () => this.#filter(depth),
      () => this.#raw(),
      () => this.#comment(),
      () => this.#autoescape(depth),
      () => this.#namespace(depth),
      () => this.#include(depth),
      () => this.#import(depth),
      () => this.#do(),
      () => this.#shadow(),
      () => this.#nestedCalls(),
      () => this.#blocks(depth),
    ]
    return this.#random.pick(makers)()
  }

  #data(): string {
    return this.#random.pick(DATA)
  }

  #print(): string {
    const random = this.#random
    return `{{${random.pick(['', '', '-', '+'])} ${this.#expressions.any(1)} ${random.pick(['', '', '-'])}}}`
  }

  /** `{% … %}` with or without whitespace control. */
  #tag(text: string): string {
    const random = this.#random
    return `{%${random.pick(['', '', '-', '+'])} ${text} ${random.pick(['', '', '-', '+'])}%}`
  }

  #if(depth: number): string {
    const random = this.#random
    const elif = random.chance(0.4) ? this.#tag(`elif ${this.#expressions.of('bool', 1)}`) + this.#body(depth - 1) : ''
    const otherwise = random.chance(0.5) ? this.#tag('else') + this.#body(depth - 1) : ''
    const condition = this.#expressions.any(2)
    return this.#tag(`if ${condition}`) + this.#body(depth - 1) + elif + otherwise + this.#tag('endif')
  }

  #for(depth: number): string {
    const random = this.#random
    const items = this.#expressions.of(random.pick(ITEMS), 2)
    const filter = random.chance(0.3)
      ? ` if ${this.#expressions.with(['i'], () => this.#expressions.of('bool', 1))}`
      : ''
    const pair = random.chance(0.15)
    const head = pair ? `for i, j in ${this.#expressions.of('dict', 1)}.items()` : `for i in ${items}`
    const names = pair ? ['i', 'j'] : ['i', random.pick(LOOP)]
    const body = this.#expressions.with(names, () => this.#body(depth - 1) + this.#loopPart())
    const otherwise = random.chance(0.3) ? this.#tag('else') + this.#body(depth - 1) : ''
    return this.#tag(head + filter) + body + otherwise + this.#tag('endfor')
  }

  #loopPart(): string {
    return this.#random.pick([
      () => '',
      () => `{{ ${this.#random.pick(LOOP)} }},`,
      () => this.#tag('if loop.first') + this.#tag(this.#random.pick(['continue', 'break'])) + this.#tag('endif'),
      () => `${this.#tag('set i = 1')}{{ i }}`,
      () => `${this.#tag('for k in [i, loop.index]')}{{ loop.depth }}{{ k }}${this.#tag('endfor')}`,
    ])()
  }

  #recursive(): string {
    const tree = "[{'n': 1, 'c': [{'n': 2, 'c': []}, {'n': 3, 'c': [{'n': 4}]}]}, {'n': 5}]"
    const inside = this.#random.pick([
      '{{ loop(t.c) }}',
      '({{ loop(t.c | default([])) }})',
      '{{ loop.depth }}',
      '{{ loop(t.c) | upper }}',
      "{{ loop(t.c | reverse | list) ~ '!' }}",
      `${this.#tag('set inner = loop(t.c)')}<{{ inner }}>{{ inner | length }}`,
      '{{ [loop(t.c)] }}',
    ])
    const shown = this.#random.pick(LOOP.filter((name) => !name.includes('(i)')))
    const filter = this.#random.pick(['', '', ' if t.n != 2', ' if t.c is defined'])
    const otherwise = this.#random.pick(['', `${this.#tag('else')}none`])
    return `${this.#tag(`for t in ${tree}${filter} recursive`)}{{ t.n }}:{{ ${shown} }}${this.#tag('if t.c')}${inside}${this.#tag('endif')}${otherwise}${this.#tag('endfor')}`
  }

  #set(depth: number): string {
    const random = this.#random
    if (random.chance(0.2))
      return `${this.#tag(`set s, u = ${this.#expressions.any(1)}, ${this.#expressions.any(1)}`)}{{ s }}|{{ u }}`
    const assign = this.#tag(`set s = ${this.#expressions.any(2)}`)
    return assign + this.#expressions.with(['s'], () => this.#body(depth - 1))
  }

  #setBlock(depth: number): string {
    const filter = this.#random.pick([
      '',
      ' | upper',
      " | replace('a', 'b') | trim",
      ' | e',
      ' | length',
      ' | indent(2, true)',
      ' | int',
      ' | list',
      ' | safe',
    ])
    const block = this.#tag(`set s${filter}`) + this.#collected(depth - 1) + this.#tag('endset')
    return (
      block +
      this.#expressions.with(['s'], () => this.#print()) +
      this.#random.pick(['', '{{ s | length }}', '{{ [s] }}'])
    )
  }

  #with(depth: number): string {
    const head = `with w = ${this.#expressions.any(1)}${this.#random.pick(['', ', qq = 2', ', qq = v_int'])}`
    return (
      this.#tag(head) +
      this.#expressions.with(['w'], () => this.#body(depth - 1)) +
      this.#tag('endwith') +
      '{{ w is defined }}'
    )
  }

  #macro(depth: number): string {
    const name = `m${this.#macros++}`
    const parameters = `p, qq=${this.#expressions.any(1)}`
    const extra = this.#random.pick([
      '',
      '{{ varargs }}',
      '{{ kwargs }}',
      '{{ varargs }}{{ kwargs }}',
      '{{ caller is defined }}',
    ])
    const body = this.#expressions.with(['p', 'qq'], () => this.#collected(depth - 1))
    const definition = this.#tag(`macro ${name}(${parameters})`) + body + extra + this.#tag('endmacro')
    const calls = Array.from({ length: 1 + this.#random.below(2) }, () => this.#macroCall(name))
    return (
      definition +
      calls.join('') +
      this.#random.pick([
        '',
        `{{ ${name}.name }}`,
        `{{ ${name}.arguments }}`,
        `{{ ${name}(1) | length }}`,
        `{{ [${name}(2)] }}`,
      ])
    )
  }

  #macroCall(name: string): string {
    const value = () => this.#expressions.any(1)
    const given = this.#random.pick([
      () => value(),
      () => `${value()}, ${value()}`,
      () => `qq=${value()}, p=${value()}`,
      () => `${value()}, qq=${value()}`,
      () => `${value()}, ${value()}, ${value()}`,
      () => `${value()}, z=${value()}`,
      () => `*[${value()}, ${value()}]`,
      () => `**{'p': ${value()}}`,
      () => '',
    ])()
    return `{{ ${name}(${given}) }}`
  }

  #call(depth: number): string {
    const name = `m${this.#macros++}`
    const takes = this.#random.chance(0.5)
    const caller = takes ? `{{ caller(${this.#expressions.any(1)}) }}` : '{{ caller() }}'
    const definition = `${this.#tag(`macro ${name}(p=1)`)}[${caller}{{ p }}]${this.#tag('endmacro')}`
    const head = `call${takes ? '(c)' : ''} ${name}(${this.#random.pick(['', '2', 'p=3', this.#expressions.any(1)])})`
    const body = this.#expressions.with(takes ? ['c'] : [], () => this.#collected(depth - 1))
    return definition + this.#tag(head) + body + this.#tag('endcall')
  }

  #filter(depth: number): string {
    const filter = this.#random.pick([
      'upper',
      "replace('a', 'b')",
      'trim',
      'indent(2)',
      'trim | e',
      'length',
      'wordcount',
      'title',
      'string',
      'list',
      'center(20)',
    ])
    return this.#tag(`filter ${filter}`) + this.#collected(depth - 1) + this.#tag('endfilter')
  }

  #raw(): string {
    return `${this.#tag('raw')}${this.#data()}{{ raw }} {% x %}${this.#data()}${this.#tag('endraw')}`
  }

  #comment(): string {
    const random = this.#random
    return `{#${random.pick(['', '-', '+'])} a {{ b }} ${random.pick(['', '\n'])}${random.pick(['', '-', '+'])}#}`
  }

  #autoescape(depth: number): string {
    const on = this.#random.pick(['true', 'false', 'v_bool'])
    return this.#tag(`autoescape ${on}`) + this.#body(depth - 1) + this.#tag('endautoescape')
  }

  #namespace(depth: number): string {
    const start = `namespace(a=${this.#expressions.any(1)}, b=0)`
    const loop = `${this.#tag('for i in [1, 2, 3]')}${this.#tag('set ns.b = ns.b + i')}${this.#tag('endfor')}`
    return (
      this.#tag(`set ns = ${start}`) +
      loop +
      '{{ ns.b }}' +
      this.#expressions.with(['ns.a', 'ns.b'], () => this.#body(depth - 1))
    )
  }

  #file(text: string): string {
    const name = `f${Object.keys(this.files).length}.j2`
    this.files[name] = text
    return name
  }

  #include(depth: number): string {
    const name = this.#file(this.#expressions.with(['i', 's'], () => this.#body(depth - 1)))
    const target = this.#random.pick([
      `'${name}'`,
      `['none.j2', '${name}']`,
      "'none.j2' ignore missing",
      `'${name}' ~ ''`,
    ])
    const context = this.#random.pick(
      this.#buffered > 0
        ? ['', ' with context', ' ignore missing']
        : ['', '', ' with context', ' without context', ' ignore missing', ' ignore missing without context'],
    )
    return this.#tag(`set i = 'outer'`) + this.#tag(`include ${target}${context}`)
  }

  #import(depth: number): string {
    const random = this.#random
    const macro = `${this.#tag('macro g(p=1)')}${this.#expressions.with(['p'], () => this.#collected(depth - 1))}${this.#tag('endmacro')}`
    const name = this.#file(
      `${this.#data()}${macro}${this.#tag(`set x = ${this.#expressions.any(1)}`)}${this.#tag('set _y = 1')}`,
    )
    const context = random.pick(['', ' with context', ' without context'])
    if (random.chance(0.5))
      return `${this.#tag(`import '${name}' as o${context}`)}{{ o.g(${this.#expressions.any(1)}) }}{{ o.x }}{{ o._y is defined }}`
    return `${this.#tag(`from '${name}' import g, x as z${context}`)}{{ g() }}{{ z }}`
  }

  #do(): string {
    return `${this.#tag('set l = [1]')}${this.#tag(`do l.append(${this.#expressions.any(1)})`)}{{ l }}`
  }

  /** Names that are set in inner scopes, and what is left of them outside. */
  #shadow(): string {
    const inner = `${this.#tag('set y = y ~ i')}{{ y }}`
    return `${this.#tag('set y = 0')}${this.#tag('for i in [1, 2]')}${inner}${this.#tag('endfor')}{{ y }}${this.#tag('if true')}${this.#tag('set y = 3')}${this.#tag('endif')}{{ y }}`
  }

  /** Call blocks within macros, and callers that pass arguments on. */
  #nestedCalls(): string {
    const [outer, inner] = [`m${this.#macros++}`, `m${this.#macros++}`]
    const value = () => this.#expressions.any(1)
    const parameters = this.#random.pick(['a', 'a, b=2', 'a, b', "a='x', b=a"])
    const given = this.#random.pick(['1', '1, 2', 'b=3, a=1', '*[1, 2]', "**{'a': 5}", '', value()])
    return [
      this.#tag(`macro ${inner}(${parameters})`),
      `({{ a }}{{ caller(${given}) if caller is defined else '-' }}{{ varargs }})`,
      this.#tag('endmacro'),
      this.#tag(`macro ${outer}(x=${value()})`),
      this.#tag(`call(a, b=0) ${inner}(x, 9)`),
      `[{{ a }},{{ b }},{{ caller(a) if caller is defined else x }}]`,
      this.#tag('endcall'),
      this.#tag('endmacro'),
      this.#tag(`call(y='d') ${outer}(${value()})`),
      `<{{ y }}>`,
      this.#tag('endcall'),
      `{{ ${outer}() }}{{ ${inner}.catch_kwargs }}{{ ${inner}.catch_varargs }}{{ ${inner}.caller }}`,
    ].join('')
  }

  /** Blocks in a template that extends none. */
  #blocks(depth: number): string {
    const name = `k${this.#macros++}`
    const scoped = this.#random.pick(['', ' scoped', ' required'])
    const body = scoped === ' required' ? '' : this.#expressions.with(['i'], () => this.#body(depth - 1))
    const block = `${this.#tag(`block ${name}${scoped}`)}${body}${this.#tag(`endblock${this.#random.pick(['', ` ${name}`])}`)}`
    const again = this.#random.pick([
      '',
      `{{ self.${name}() }}`,
      `{{ self.${name} is defined }}`,
      `{{ [self.${name}()] }}`,
    ])
    return this.#random.pick([block, `${this.#tag('for i in [1, 2]')}${block}${this.#tag('endfor')}`]) + again
  }

  /** A template that extends another. */
  #child(): string {
    const inner = `${this.#tag('block b')}${this.#body(1)}${this.#tag('endblock')}`
    const parent = `${this.#data()}${this.#tag('block a')}${this.#body(1)}${inner}${this.#tag('endblock')}${this.#body(1)}${this.#tag('block c scoped')}{{ v_int }}${this.#tag('endblock c')}`
    const name = this.#file(parent)
    const uses = this.#random.pick([
      '{{ super() }}',
      '',
      '{{ self.b() }}',
      '{{ super() | upper }}',
      '{{ self.c() | length }}',
    ])
    const own = `${this.#tag(`block ${this.#random.pick(['a', 'b', 'c'])}`)}${this.#body(1)}${uses}${this.#tag('endblock')}`
    return `${this.#tag(`set s = ${this.#expressions.any(1)}`)}${this.#tag(`extends '${name}'`)}${this.#data()}${own}`
  }
}
