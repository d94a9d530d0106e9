/** Random templates over random variables. */
import { Random } from './random.ts'

/** A template and its variables, each as the text of a Python literal. */
export interface Generated {
  readonly template: string
  readonly vars: Readonly<Record<string, string>>
}

type Kind = 'int' | 'float' | 'bool' | 'str' | 'list' | 'strings' | 'dict' | 'dicts' | 'none'

const KINDS: readonly Kind[] = ['int', 'float', 'bool', 'str', 'list', 'strings', 'dict', 'dicts', 'none']
const TEXTS = [
  '',
  'a',
  'abc',
  'Hello World',
  ' pad ',
  'x,y,z',
  'A-b_C',
  'éß',
  '😀x',
  '12',
  '-3.5',
  '1e3',
  'True',
  "it's",
  '"q"',
  'a\\n',
  'one two  three',
  '<b>&</b>',
  '%s',
  'tab\tx',
  'line\nnext',
  '0x1F',
  'ABC',
  'zZ',
]
const KEYS = ['a', 'b', 'k', 'name', 'x y', '1']

/** The template of a seed. */
export const generate = (seed: number): Generated => new Generator(new Random(seed)).run()

class Generator {
  readonly #random: Random
  readonly #vars = new Map<string, Kind>()
  readonly #texts: Record<string, string> = {}

  constructor(random: Random) {
    this.#random = random
  }

  run(): Generated {
    for (const kind of KINDS) {
      this.#vars.set(`v_${kind}`, kind)
      this.#texts[`v_${kind}`] = this.#literal(kind, 2, true)
    }
    return { template: this.#template(), vars: this.#texts }
  }

  #template(): string {
    const { chance } = this.#bound()
    if (chance(0.7)) return `{{ ${this.#expression(3)} }}`
    return this.#random.pick([
      () => this.#loop(),
      () => this.#branch(),
      () => this.#setting(),
      () => this.#macro(),
      () => `${this.#tag()}\n ${this.#tag()} x\n{%- if ${this.#of('bool', 1)} +%} y {%- endif %}`,
    ])()
  }

  #bound(): { chance: (probability: number) => boolean } {
    return { chance: (probability) => this.#random.chance(probability) }
  }

  #tag(): string {
    return `{{${this.#random.pick(['', '-'])} ${this.#expression(1)} ${this.#random.pick(['', '-'])}}}`
  }

  #loop(): string {
    const filter = this.#random.chance(0.3) ? ' if i' : ''
    const inside = this.#random.pick([
      '{{ loop.index }}',
      '{{ loop.revindex0 }}',
      '{{ loop.last }}',
      '{{ loop.cycle(1, 2) }}',
      '{{ loop.previtem is defined }}',
      '{{ loop.changed(i) }}',
      '{% set i = 1 %}',
    ])
    return `{% for i in ${this.#of(this.#random.pick(['list', 'strings', 'dict', 'str'] as const), 2)}${filter} %}${inside}{{ i }},{% else %}-{% endfor %}`
  }

  #branch(): string {
    return `{% if ${this.#expression(2)} %}a{% elif ${this.#of('bool', 2)} %}b{% else %}c{% endif %}`
  }

  #setting(): string {
    return `{% set y = ${this.#expression(2)} %}{% for i in [1, 2] %}{% set y = i %}{{ y }}{% endfor %}|{{ y }}|{% set z %}{{ y }}{{ ${this.#expression(1)} }}{% endset %}{{ z | length }}`
  }

  #macro(): string {
    return `{% macro m(p, q=${this.#expression(1)}) %}[{{ p }}|{{ q }}|{{ varargs }}]{% endmacro %}{{ m(${this.#expression(1)}) }}{{ m(1, ${this.#expression(1)}, 3) }}`
  }

  #expression(depth: number): string {
    return this.#of(this.#random.pick(KINDS), depth)
  }

  /** An expression of mostly that kind. */
  #of(kind: Kind, depth: number): string {
    if (this.#random.chance(0.06)) return this.#of(this.#random.pick(KINDS), depth)
    if (depth <= 0 || this.#random.chance(0.12)) return this.#leaf(kind)
    const make = this.#random.pick(MAKERS[kind])
    return make({
      of: (inner: Kind) => this.#of(inner, depth - 1),
      any: () => this.#expression(depth - 1),
      random: this.#random,
    })
  }

  #leaf(kind: Kind): string {
    return this.#random.chance(0.4)
      ? this.#random.pick([...this.#vars].filter(([, is]) => is === kind))[0]
      : this.#literal(kind, 1, false)
  }

  /** A literal that Jinja2 (or, for a variable, Python) reads. */
  #literal(kind: Kind, depth: number, python: boolean): string {
    const random = this.#random
    switch (kind) {
      case 'int':
        return String(random.pick([0, 1, 2, 3, 7, 10, -1, -5, 100, 255, 1000000, 9007199254740993n]))
      case 'float':
        return random.pick(['0.0', '1.0', '1.5', '-2.25', '0.1', '1e3', '3.14159', '1e16', '1e-7', '2.5', '100.0'])
      case 'bool':
        return random.pick(['True', 'False'])
      case 'str':
        return quoted(random.pick(TEXTS))
      case 'none':
        return 'None'
      case 'dict':
        return this.#dict(depth, python)
      case 'dicts':
        return `[${this.#several(() => `{'a': ${this.#literal('int', 0, python)}, 'name': ${this.#literal('str', 0, python)}}`)}]`
      case 'strings':
        return `[${this.#several(() => this.#literal('str', 0, python))}]`
      case 'list':
        return random.chance(0.2)
          ? `(${this.#several(() => this.#item(depth, python))},)`.replace('(,)', '()')
          : `[${this.#several(() => this.#item(depth, python))}]`
    }
  }

  #item(depth: number, python: boolean): string {
    const kinds: readonly Kind[] = depth > 0 ? KINDS : ['int', 'float', 'str']
    return this.#literal(this.#random.pick(this.#random.chance(0.7) ? (['int'] as const) : kinds), depth - 1, python)
  }

  #dict(depth: number, python: boolean): string {
    const keys = KEYS.filter(() => this.#random.chance(0.4))
    return `{${keys.map((key) => `'${key}': ${this.#item(depth, python)}`).join(', ')}}`
  }

  #several(make: () => string): string {
    return Array.from({ length: this.#random.below(4) }, make).join(', ')
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\t': '\\t' }

const quoted = (text: string): string => `'${text.replace(/[\\'\n\t]/g, (character) => ESCAPES[character]!)}'`

interface Parts {
  readonly of: (kind: Kind) => string
  readonly any: () => string
  readonly random: Random
}

type Maker = (parts: Parts) => string

const pickOf =
  (...choices: readonly Maker[]): Maker =>
  (parts) =>
    parts.random.pick(choices)(parts)

const slice: Maker = ({ of, random }) =>
  random.pick([() => `${of('int')}:`, () => `:${of('int')}`, () => '::-1', () => '1:-1', () => '::2', () => '-2:'])()

const anyKind: readonly Maker[] = [
  ({ any, of }) => `(${any()} if ${of('bool')} else ${any()})`,
  ({ any }) => `(${any()} or ${any()})`,
  ({ any }) => `(${any()} and ${any()})`,
  ({ of }) => `(${of('list')} | first)`,
  ({ of }) => `(${of('list')} | last)`,
  ({ of }) => `${of('list')}[${of('int')}]`,
  ({ of, random }) => `${of('dict')}.${random.pick(['a', 'b', 'k', 'name', 'none_such'])}`,
  ({ of, random }) => `${of('dict')}['${random.pick(KEYS)}']`,
  ({ any, of }) => `(${any()} | default(${of('str')}))`,
  ({ any, of }) => `(missing.x | default(${of('int')}) ~ ${any()})`,
  ({ of }) => `(${of('list')} | max)`,
  ({ of }) => `(${of('strings')} | min)`,
]

const MAKERS: Readonly<Record<Kind, readonly Maker[]>> = {
  int: [
    ({ of, random }) => `(${of('int')} ${random.pick(['+', '-', '*', '//', '%'])} ${of('int')})`,
    ({ of, random }) => `(${of('int')} ** ${random.pick([0, 1, 2, 3])})`,
    ({ of }) => `(-${of('int')})`,
    ({ of, random }) => `(${of(random.pick(['list', 'str', 'dict'] as const))} | length)`,
    ({ of }) => `(${of('str')} | int)`,
    ({ of }) => `(${of('float')} | int)`,
    ({ of }) => `(${of('int')} | abs)`,
    ({ of }) => `(${of('list')} | sum)`,
    ({ of }) => `(${of('str')} | wordcount)`,
    ({ of }) => `(${of('dicts')} | sum(attribute='a'))`,
    pickOf(...anyKind),
  ],
  float: [
    ({ of }) => `(${of('int')} / ${of('int')})`,
    ({ of, random }) =>
      `(${of('float')} ${random.pick(['+', '-', '*', '/', '//', '%'])} ${of(random.pick(['int', 'float'] as const))})`,
    ({ of }) => `(${of('str')} | float)`,
    ({ of, random }) => `(${of('float')} | round(${random.pick(['', '1', '2', "0, 'floor'", "1, 'ceil'"])}))`,
  ],
  bool: [
    ({ any, random }) => `(${any()} ${random.pick(['==', '!='])} ${any()})`,
    ({ of, random }) =>
      `(${of('int')} ${random.pick(['<', '<=', '>', '>='])} ${of(random.pick(['int', 'float'] as const))})`,
    ({ of, random }) => `(${of('str')} ${random.pick(['<', '>'])} ${of('str')})`,
    ({ of }) => `(${of('int')} < ${of('int')} <= ${of('int')})`,
    ({ any }) => `(not ${any()})`,
    ({ any, of, random }) => `(${any()} ${random.pick(['in', 'not in'])} ${of('list')})`,
    ({ of }) => `(${of('str')} in ${of('str')})`,
    ({ of }) => `(${of('str')} in ${of('dict')})`,
    ({ any, random }) =>
      `(${any()} is ${random.pick(['', 'not '])}${random.pick(['defined', 'none', 'string', 'number', 'mapping', 'sequence', 'iterable', 'boolean', 'integer', 'float', 'true', 'false'])})`,
    ({ of, random }) =>
      `(${of('int')} is ${random.pick(['odd', 'even', 'divisibleby 3', 'eq 1', 'gt(2)', 'in [1, 2]'])})`,
    ({ of, random }) => `(${of('str')} is ${random.pick(['upper', 'lower'])})`,
  ],
  str: [
    ({ any }) => `(${any()} ~ ${any()})`,
    ({ of }) => `(${of('str')} + ${of('str')})`,
    ({ of, random }) => `(${of('str')} * ${random.pick([0, 1, 2, 3, -1])})`,
    ({ any }) => `(${any()} | string)`,
    ({ of, random }) =>
      `(${of('str')} | ${random.pick(['upper', 'lower', 'title', 'capitalize', 'trim', 'reverse', 'escape', 'e', 'striptags', 'urlencode', 'tojson', 'center(9)', 'indent(2)', 'indent(1, true)', 'truncate(5)', "truncate(5, true, '-', 0)", 'wordwrap(4)', "replace('a', 'Z')", "replace('', '-', 2)", 'forceescape', 'first', 'last'])})`,
    ({ of, random }) => `(${of('list')} | join${random.pick(['', "(',')", "('-')"])})`,
    ({ of, random }) => `(${of('dicts')} | join(',', attribute='${random.pick(['a', 'name'])}'))`,
    ({ any }) => `('%s|%r' % (${any()}, ${any()}))`,
    ({ of, random }) =>
      `('%${random.pick(['d', '5d', '-5d', '05d', '+d', 'x', '.2f', '8.3f', 'e', 'g', 'i'])}' % ${of('int')})`,
    ({ of, random }) => `('%${random.pick(['.0f', '.1f', '.2f', 'g', '.3e', '10.2f', 'd'])}' | format(${of('float')}))`,
    (parts) => `${parts.of('str')}[${slice(parts)}]`,
    ({ of, random }) =>
      `${of('str')}.${random.pick(['upper()', 'lower()', 'strip()', "lstrip('a ')", 'title()', 'swapcase()', 'capitalize()', "replace('a', 'bb')", 'zfill(5)', 'center(8)', "ljust(6, '.')", 'rjust(6)', "join(['x', 'y'])", "removeprefix('a')", 'expandtabs()', 'casefold()'])}`,
    ({ of, any, random }) =>
      `'${random.pick(['{}', '{0!r}', '{:>5}', '{0:^7}'])}'.format(${random.pick([of('str'), any()])})`,
    ({ any }) => `(${any()} | tojson)`,
    ({ any }) => `(${any()} | pprint)`,
    ({ of }) => `(${of('int')} | filesizeformat)`,
    pickOf(...anyKind),
  ],
  list: [
    ({ any }) => `[${any()}, ${any()}]`,
    ({ any }) => `(${any()}, ${any()})`,
    ({ of }) => `(${of('list')} + ${of('list')})`,
    ({ of, random }) =>
      `(${of('list')} | ${random.pick(['list', 'reverse', 'sort', 'batch(2)', 'batch(3, 0)', 'slice(2)', "map('string')", 'select', 'reject', "select('number')", "reject('none')", "map('default', 1)", "select('gt', 1)", 'sort(reverse=true)'])})`,
    (parts) => `${parts.of('list')}[${slice(parts)}]`,
    ({ of, random }) => `range(${random.pick([`${of('int')} % 10`, '3', '1, 7, 2', '5, 0, -2'])})`,
    ({ of, random }) => `(${of('dicts')} | map(attribute='${random.pick(['a', 'name', 'none_such'])}') | list)`,
    ({ of }) => `(${of('dict')} | dictsort)`,
    ({ of, random }) => `(${of('dict')} | ${random.pick(['list', 'items', "dictsort(false, 'value')"])})`,
    ({ of }) => `(${of('dicts')} | groupby('a'))`,
    ({ of, random }) => `${of('dict')}.${random.pick(['items()', 'keys()', 'values()'])}`,
    ({ of, random }) =>
      `${of('str')}.${random.pick(['split()', "split(',')", "split(' ', 1)", "rsplit('a', 1)", 'splitlines()', "partition(',')"])}`,
    pickOf(...anyKind),
  ],
  strings: [
    ({ of, random }) =>
      `(${of('strings')} | ${random.pick(['sort', 'map("upper")', 'sort(case_sensitive=true)', "select('in', 'abc')", "map('length')", "map('replace', 'a', 'b')", "reject('eq', 'a')"])})`,
    ({ of }) => `[${of('str')}, ${of('str')}]`,
    ({ of }) => `(${of('str')} | list)`,
  ],
  dict: [
    ({ any, of, random }) =>
      `{'${random.pick(KEYS)}': ${any()}, ${of(random.pick(['str', 'int'] as const))}: ${any()}}`,
    ({ any }) => `dict(a=${any()})`,
    ({ of, any }) => `dict(${of('dict')}, k=${any()})`,
    ({ of }) => `(${of('dicts')} | first)`,
  ],
  dicts: [
    ({ of, random }) =>
      `(${of('dicts')} | ${random.pick(["sort(attribute='a')", "sort(attribute='name', reverse=true)", "selectattr('a')", "rejectattr('a', 'gt', 5)", "selectattr('name', 'eq', 'abc')", "sort(attribute='a,name')"])})`,
    ({ any }) => `[{'a': ${any()}, 'name': 'n'}]`,
  ],
  none: [({ of }) => `(none if true else ${of('int')})`, () => 'None', () => 'none', () => 'missing'],
}
