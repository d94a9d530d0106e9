/** Random expressions. */
import { ANSIBLE_FILTERS, ANSIBLE_TESTS, METHODS as CALLED_METHODS, FILTERS, type Parameter, TESTS } from './calls.ts'
import { KINDS, type Kind, literal } from './literals.ts'
import type { Random } from './random.ts'

export interface ExpressionOptions {
  readonly plain: boolean
  readonly ansible: boolean
}

/** Makes expressions; names that a statement binds can be used while it has them bound. */
export class Expressions {
  readonly #random: Random
  readonly #options: ExpressionOptions
  readonly #names: string[] = []

  constructor(random: Random, options: ExpressionOptions) {
    this.#random = random
    this.#options = options
  }

  /** What is made with further names at hand. */
  with<T>(names: readonly string[], make: () => T): T {
    this.#names.push(...names)
    const made = make()
    this.#names.length -= names.length
    return made
  }

  any(depth: number): string {
    return this.of(this.#random.pick(KINDS), depth)
  }

  /** An expression of mostly that kind. */
  of(kind: Kind, depth: number): string {
    const random = this.#random
    if (this.#names.length > 0 && random.chance(0.15)) return random.pick(this.#names)
    if (random.chance(0.02)) return this.any(depth)
    if (depth <= 0 || random.chance(0.12)) return this.#leaf(kind)
    if (random.chance(0.18)) return this.#call(depth)
    const extra = this.#options.ansible ? ANSIBLE[kind] : []
    const makers = extra.length > 0 && random.chance(0.4) ? extra : MAKERS[kind]
    return random.pick(makers)({
      of: (inner: Kind) => this.of(inner, depth - 1),
      any: () => this.any(depth - 1),
      pick: (choices) => random.pick(choices),
    })
  }

  /** A filter, test or method with arguments. */
  #call(depth: number): string {
    const random = this.#random
    const { ansible } = this.#options
    const [filters, tests] = ansible && random.chance(0.6) ? [ANSIBLE_FILTERS, ANSIBLE_TESTS] : [FILTERS, TESTS]
    const [sign, callees] = random.pick([
      ['|', filters],
      ['|', filters],
      ['.', CALLED_METHODS],
      ['is', tests],
    ] as const)
    const { of, name, parameters } = random.pick(callees)
    const kind = random.chance(0.04) ? 'any' : of
    const subject = kind === 'any' ? this.any(depth - 1) : this.of(kind, depth - 1)
    const given = this.#arguments(parameters, depth)
    if (sign === '.') return `${subject}.${name}(${given})`
    return `(${subject} ${sign} ${name}${given === '' ? '' : `(${given})`})`
  }

  /** The first few in order, then some by their names. */
  #arguments(parameters: readonly Parameter[], depth: number): string {
    const random = this.#random
    const value = (choices: readonly string[]): string =>
      // Not for counts: some of Jinja2's loops would take for ever.
      choices.includes('missing') && random.chance(0.08) ? this.any(Math.min(1, depth - 1)) : random.pick(choices)
    const ordered = random.below(parameters.length + 1)
    const given = parameters.slice(0, ordered).map(([, ...choices]) => value(choices))
    for (const [name, ...choices] of parameters.slice(ordered))
      if (name !== '' && random.chance(0.4)) given.push(`${name}=${value(choices)}`)
    if (random.chance(0.02)) given.push('nosuch=1')
    return given.join(', ')
  }

  #leaf(kind: Kind): string {
    if (this.#random.chance(0.4)) return `v_${kind}`
    return literal(this.#random, kind, { depth: 1, python: false, plain: this.#options.plain })
  }
}

interface Parts {
  readonly of: (kind: Kind) => string
  readonly any: () => string
  readonly pick: <T>(choices: readonly T[]) => T
}

type Maker = (parts: Parts) => string

/** `VALUE | FILTER` with one of some filters. */
const piped =
  (kind: Kind | 'any', ...filters: readonly string[]): Maker =>
  ({ of, any, pick }) =>
    `(${kind === 'any' ? any() : of(kind)} | ${pick(filters)})`

/** `VALUE.METHOD` with one of some methods. */
const method =
  (kind: Kind, ...calls: readonly string[]): Maker =>
  ({ of, pick }) =>
    `${of(kind)}.${pick(calls)}`

const asked =
  (kind: Kind | 'any', ...tests: readonly string[]): Maker =>
  ({ of, any, pick }) =>
    `(${kind === 'any' ? any() : of(kind)} is ${pick(['', '', 'not '])}${pick(tests)})`

const slice: Maker = ({ of, pick }) =>
  pick([
    () => `${of('int')}:`,
    () => `:${of('int')}`,
    () => '::-1',
    () => '1:-1',
    () => '::2',
    () => '-2:',
    () => ':',
    () => `${of('int')}:${of('int')}:${pick(['-1', '2', '-2', '3'])}`,
  ])()

const anyKind: readonly Maker[] = [
  ({ any, of }) => `(${any()} if ${of('bool')} else ${any()})`,
  ({ any, of }) => `((${any()} if ${of('bool')}) | default('else'))`,
  ({ any }) => `(${any()} or ${any()})`,
  ({ any }) => `(${any()} and ${any()})`,
  piped('list', 'first', 'last', 'max', 'min', 'sum', "map('abs') | first"),
  piped('strings', 'min', 'max', 'max(case_sensitive=true)', 'first', 'last', "map('first') | first"),
  piped('dicts', "max(attribute='a')", "min(attribute='name')", "map(attribute='name') | first"),
  ({ of }) => `${of('list')}[${of('int')}]`,
  ({ of, pick }) => `${of('dict')}.${pick(['a', 'b', 'k', 'name', 'none_such', 'a.b', "get('a')", "get('zz', 5)"])}`,
  ({ of }) => `${of('dict')}[${of('str')}]`,
  ({ of, pick }) => `${of('list')}.${pick(['0', '1', 'first', 'pop(0)', 'index(1)', 'count(1)'])}`,
  ({ any, of }) => `(${any()} | default(${of('str')}))`,
  ({ any, of }) => `(${any()} | d(${of('int')}, true))`,
  ({ any, of }) => `(missing.x | default(${of('int')}) ~ ${any()})`,
  ({ of, any }) => `${of('dict')}.${'get'}(${of('str')}, ${any()})`,
]

const TEXT_FILTERS = [
  'upper',
  'lower',
  'title',
  'capitalize',
  'trim',
  "trim('a ')",
  'reverse',
  'escape',
  'e',
  'striptags',
  'urlencode',
  'tojson',
  'center(9)',
  'center(width=4)',
  'indent(2)',
  'indent(1, true)',
  "indent('>', blank=true)",
  'indent(first=true)',
  'truncate(5)',
  "truncate(5, true, '-', 0)",
  "truncate(3, end='', leeway=1)",
  'truncate(length=9, killwords=true)',
  'wordwrap(4)',
  "wordwrap(3, false, '|')",
  'wordwrap(5, break_on_hyphens=false)',
  "replace('a', 'Z')",
  "replace('', '-', 2)",
  "replace('b', '<')",
  'forceescape',
  'first',
  'last',
  'safe',
  'string',
  'urlize',
  'urlize(5, true)',
  "urlize(target='_blank', rel='x')",
  'pprint',
  'xmlattr',
  "default('x', true)",
  'list | join',
  "format('x')",
]

const METHODS = [
  'upper()',
  'lower()',
  'strip()',
  "lstrip('a ')",
  "rstrip('cz')",
  'title()',
  'swapcase()',
  'capitalize()',
  "replace('a', 'bb')",
  "replace('b', '', 1)",
  'zfill(5)',
  'center(8)',
  "center(7, '*')",
  "ljust(6, '.')",
  'rjust(6)',
  "join(['x', 'y'])",
  "removeprefix('a')",
  "removesuffix('c')",
  'expandtabs()',
  'expandtabs(3)',
  'casefold()',
  'format(1, a=2)',
  "encode('utf-8')",
]

const SPECS = [
  '',
  '>5',
  '^7',
  '<4',
  '05',
  '*^9',
  '.2',
  's',
  '!r',
  '!s:>4',
  'd',
  'x',
  '.3f',
  ',',
  '+',
  '%',
  'e',
  '_',
  'b',
  '#x',
  'g',
  'c',
  '08.2f',
  '*>+12,.1f',
  '#010x',
  'X',
  'o',
  '.0%',
  '=+8',
  '😀^8',
  ' ',
  '<08',
  '.3',
  '10.4g',
  'n',
  '_b',
  ',d',
  'E',
  '#.3g',
  '012,',
  '!a',
  '>{x}',
  '.2e',
  'F',
  'z.1f',
  '-05',
]

const MAKERS: Readonly<Record<Kind, readonly Maker[]>> = {
  int: [
    ({ of, pick }) => `(${of('int')} ${pick(['+', '-', '*', '//', '%'])} ${of('int')})`,
    ({ of, pick }) => `(${of('int')} ** ${pick([0, 1, 2, 3, -1, 0.5, 5, 1.5])})`,
    ({ of, pick }) => `(${of('int')} * ${pick(['10 ** 20', '2 ** 64', '-3 ** 50', '9007199254740993'])})`,
    ({ of, pick }) => `(${pick(['10 ** 20', '2 ** 64 + 1', '-7 ** 33'])} ${pick(['//', '%', '-', '/'])} ${of('int')})`,
    ({ of, pick }) => `(${pick(['-', '+', '- -'])}${of('int')})`,
    ({ of, pick }) => `(${of(pick(['list', 'str', 'dict', 'strings', 'dicts']))} | ${pick(['length', 'count'])})`,
    piped('str', 'int', 'int(5)', 'int(default=7, base=16)', 'int(base=0)', 'wordcount', 'length'),
    piped('any', 'int', 'int(-1)'),
    piped('float', 'int', 'abs', 'round | int', "round(method='ceil') | int"),
    piped('int', 'abs', 'int', 'round', 'round(-1)', 'round(1)'),
    piped('list', 'sum', 'sum(start=5)', "map('int') | sum", 'length'),
    piped('dicts', "sum(attribute='a')", "sum('a', 10)", "map(attribute='a') | max"),
    method('str', "count('a')", "find('b')", "rfind('b')", "index('a')", "find('a', 1)", "count('')", "find('', 2)"),
    method('list', 'count(1)', 'index(1)'),
    method('int', 'bit_length()', 'real', 'numerator'),
    ...anyKind,
  ],
  float: [
    ({ of }) => `(${of('int')} / ${of('int')})`,
    ({ of, pick }) => `(${of('float')} ${pick(['+', '-', '*', '/', '//', '%', '**'])} ${of(pick(['int', 'float']))})`,
    piped('str', 'float', 'float(1.5)', 'float(default=none)'),
    piped('any', 'float'),
    piped(
      'float',
      'round',
      'round(1)',
      'round(2)',
      "round(0, 'floor')",
      "round(1, 'ceil')",
      "round(method='common', precision=1)",
      'abs',
    ),
    piped('int', 'float', 'round'),
    method('float', 'is_integer()', 'real'),
  ],
  bool: [
    ({ any, pick }) => `(${any()} ${pick(['==', '!='])} ${any()})`,
    ({ of, pick }) => `(${of('int')} ${pick(['<', '<=', '>', '>='])} ${of(pick(['int', 'float', 'bool']))})`,
    ({ of, pick }) => `(${of('str')} ${pick(['<', '>', '<=', '>='])} ${of('str')})`,
    ({ of, pick }) => `(${of('list')} ${pick(['<', '>', '<=', '>='])} ${of('list')})`,
    ({ of }) => `(${of('int')} < ${of('int')} <= ${of('int')})`,
    ({ any }) => `(not ${any()})`,
    ({ any, of, pick }) => `(${any()} ${pick(['in', 'not in'])} ${of(pick(['list', 'dict', 'strings']))})`,
    ({ of }) => `(${of('str')} in ${of('str')})`,
    asked(
      'any',
      'defined',
      'undefined',
      'none',
      'string',
      'number',
      'mapping',
      'sequence',
      'iterable',
      'boolean',
      'integer',
      'float',
      'true',
      'false',
      'callable',
      'sameas none',
      'sameas(true)',
      'escaped',
      "eq('a')",
      'ne 1',
      '== 1',
      'in [1, none]',
    ),
    asked(
      'int',
      'odd',
      'even',
      'divisibleby 3',
      'divisibleby(2)',
      'eq 1',
      'gt(2)',
      'in [1, 2]',
      'lt 5',
      'ge 1',
      'le(100)',
      'lessthan 3',
      'greaterthan 7',
      '> 1',
      '!= 2',
      'divisibleby 0',
    ),
    asked('str', 'upper', 'lower', "in 'abc'", "eq('a')", 'string'),
    method(
      'str',
      "startswith('a')",
      "endswith('c')",
      "startswith(('a', 'H'))",
      'isdigit()',
      'isalpha()',
      'isalnum()',
      'isupper()',
      'islower()',
      'istitle()',
      'isspace()',
      'isnumeric()',
      'isdecimal()',
      'isidentifier()',
      "startswith('b', 1)",
    ),
    piped('any', 'string | length > 3', 'list | length == 2'),
    ({ of, any }) => `(${of('list')} | select('eq', ${any()}) | list | length > 0)`,
  ],
  str: [
    ({ any }) => `(${any()} ~ ${any()})`,
    ({ any, of }) => `(${any()} ~ ${of('str')} ~ ${any()})`,
    ({ of }) => `(${of('str')} + ${of('str')})`,
    ({ of, pick }) => `(${of('str')} * ${pick([0, 1, 2, 3, -1])})`,
    piped(
      'any',
      'string',
      'tojson',
      'pprint',
      'e',
      'escape',
      'upper',
      'urlencode',
      'forceescape',
      'trim',
      'tojson(2)',
      'tojson(indent=1)',
    ),
    piped('str', ...TEXT_FILTERS),
    piped('str', ...TEXT_FILTERS),
    piped(
      'list',
      'join',
      "join(',')",
      "join('-')",
      "join(d='<')",
      'tojson',
      'string',
      'pprint',
      "map('string') | join('|')",
    ),
    piped('strings', "join(', ')", "map('e') | join('<')", "map('upper') | join"),
    piped('dicts', "join(',', attribute='a')", "join(',', attribute='name')", "map(attribute='name') | join('&')"),
    piped('dict', 'urlencode', 'xmlattr', 'xmlattr(false)', 'tojson', 'string', 'pprint', 'length | string'),
    ({ any }) => `('%s|%r' % (${any()}, ${any()}))`,
    ({ any }) => `('%s' % ${any()})`,
    ({ of, any }) => `(${of('str')} % ${any()})`,
    ({ of, pick }) => `('%(${pick(['a', 'b', 'k'])})s' % ${of('dict')})`,
    ({ any }) => `('%s-%s' | format(${any()}, ${any()}))`,
    ({ of, pick }) =>
      `('%${pick(['*d', '(a)d', '#o', '-+6d', '010.3f', 'G', '#.3g', '.0e', '-6s|', 'a', 'u', 'd', '5d', '-5d', '05d', '+d', 'x', '.2f', '8.3f', 'e', 'g', 'i', 'o', '#x', 'c', '5.3d', ' d', '%', 's', '.1s'])}' % ${of('int')})`,
    ({ of, pick }) =>
      `('%${pick(['.0f', '.1f', '.2f', 'g', '.3e', '10.2f', 'd', '+.1f', 's', 'r', 'x'])}' | format(${of('float')}))`,
    (parts) => `${parts.of('str')}[${slice(parts)}]`,
    method('str', ...METHODS),
    method('str', ...METHODS),
    ({ of, any, pick }) =>
      `'{${pick(SPECS).replace(/^(?=[^!])/, ':')}}'.format(${pick([of('str'), of('int'), of('float'), any()])})`.replace(
        '{:}',
        '{}',
      ),
    ({ of, pick }) =>
      `'${pick(['{0[a]}', '{0.real}', '{x}', '{x!r:>8}', '{{}}{0}', '{0}{1}', '{}{x}'])}'.format(${of('dict')}, x=${of('str')})`,
    ({ of, any }) => `${of('str')}.join([${of('str')}, ${any()}])`,
    ({ of }) => `((${of('str')} | safe) + ${of('str')})`,
    ({ of, any }) => `((${of('str')} | e) ~ ${any()})`,
    ({ of }) => `((${of('str')} | safe) % ${of('str')})`,
    ({ of, pick }) => `(${of('str')} | e).${pick(METHODS)}`,
    ({ of, any }) => `('<i>{}</i>' | safe).format(${any()}, ${of('str')})`,
    piped('int', 'filesizeformat', 'filesizeformat(true)', 'string', "format('%d')", 'pprint', 'tojson'),
    piped('float', 'filesizeformat', 'string', 'pprint', 'tojson'),
    ...anyKind,
  ],
  list: [
    ({ any }) => `[${any()}, ${any()}]`,
    ({ any }) => `(${any()}, ${any()})`,
    ({ of }) => `(${of('list')} + ${of('list')})`,
    ({ of, pick }) => `(${of('list')} * ${pick([0, 1, 2, -1])})`,
    piped(
      'list',
      'list',
      'reverse',
      'reverse | list',
      'sort',
      'batch(2)',
      'batch(3, 0)',
      'slice(2)',
      "slice(2, 'x')",
      "map('string')",
      'select',
      'reject',
      "select('number')",
      "reject('none')",
      "map('default', 1)",
      "select('gt', 1)",
      'sort(reverse=true)',
      'unique',
      "map('pprint')",
      "map('int')",
      "select('divisibleby', 2)",
      "reject('eq', 1)",
      "map('round', 1)",
      "select('in', [1, 2])",
      'sort | last',
      "batch(linecount=2, fill_with='f')",
      "map('tojson')",
    ),
    (parts) => `${parts.of('list')}[${slice(parts)}]`,
    ({ of, pick }) => `range(${pick([`${of('int')} % 10`, '3', '1, 7, 2', '5, 0, -2', '0', '2, 5'])})`,
    piped(
      'dicts',
      "map(attribute='a')",
      "map(attribute='name')",
      "map(attribute='none_such')",
      "map(attribute='none_such', default='d')",
      "map(attribute='name', default='d') | list",
      "map('dictsort')",
      "map('length')",
      "map(attribute='name.0') | list",
      'groupby("a")',
      "groupby('name')",
      "groupby('name', case_sensitive=true)",
      "groupby('a', default=0)",
      "groupby('none_such', default=1)",
    ),
    piped(
      'dict',
      'dictsort',
      'list',
      'items',
      "dictsort(false, 'value')",
      "dictsort(by='value', reverse=true)",
      'dictsort(true)',
      'items | list',
      'batch(2)',
      'reverse | list',
    ),
    method('dict', 'items()', 'keys()', 'values()', 'items() | list', 'values() | list', 'copy()'),
    method(
      'str',
      'split()',
      "split(',')",
      "split(' ', 1)",
      "rsplit('a', 1)",
      'splitlines()',
      "partition(',')",
      "rpartition('b')",
      "split('')",
      'splitlines(true)',
      'split(maxsplit=1)',
      'rsplit(none, 1)',
    ),
    ...anyKind,
  ],
  strings: [
    piped(
      'strings',
      'sort',
      'map("upper")',
      'sort(case_sensitive=true)',
      "select('in', 'abc')",
      "map('length')",
      "map('replace', 'a', 'b')",
      "reject('eq', 'a')",
      'unique(true)',
      "map('trim')",
      "map('truncate', 3, true, '..')",
      "map('e')",
      'sort(reverse=true)',
      "map('indent', 2)",
      "select('lower')",
      "map('first')",
      "map('center', 5)",
      "map('format', 1)",
      "sort | batch(2, '-')",
      "select('string') | reverse | list",
    ),
    ({ of }) => `[${of('str')}, ${of('str')}]`,
    piped('str', 'list', 'sort', 'unique', 'batch(2)', 'slice(3)'),
  ],
  dict: [
    ({ any, of, pick }) =>
      `{'${pick(['a', 'b', 'k', 'name'])}': ${any()}, ${of(pick(['str', 'int', 'bool', 'float']))}: ${any()}}`,
    ({ any }) => `dict(a=${any()})`,
    ({ of, any }) => `dict(${of('dict')}, k=${any()})`,
    ({ of }) => `dict(${of('dict')}, **${of('dict')})`,
    ({ of }) => `dict([[${of('str')}, ${of('int')}]])`,
    piped('dicts', 'first', 'last', "max(attribute='a')", "selectattr('a') | first"),
  ],
  dicts: [
    piped(
      'dicts',
      "sort(attribute='a')",
      "sort(attribute='name', reverse=true)",
      "selectattr('a')",
      "rejectattr('a', 'gt', 5)",
      "selectattr('name', 'eq', 'abc')",
      "sort(attribute='a,name')",
      "selectattr('none_such')",
      "selectattr('none_such', 'defined')",
      "rejectattr('name', 'in', ['a', 'abc'])",
      "sort(true, true, 'name')",
      "unique(attribute='a')",
      "selectattr('a', 'divisibleby', 2)",
      "rejectattr('name', 'lower')",
      "selectattr('name.0', 'eq', 'a')",
      'reverse',
      'list',
    ),
    ({ any }) => `[{'a': ${any()}, 'name': 'n'}]`,
    ({ of }) => `(${of('dicts')} + [${of('dict')}])`,
  ],
  none: [({ of }) => `(none if true else ${of('int')})`, () => 'None', () => 'none', () => 'none', () => 'missing'],
}

/** Filters and tests of Ansible. */
const ANSIBLE: Readonly<Record<Kind, readonly Maker[]>> = {
  int: [
    piped(
      'str',
      'human_to_bytes',
      "human_to_bytes(default_unit='K')",
      'hash | length',
      "regex_findall('[a-c]') | length",
    ),
    piped('int', 'pow(2)', 'root', 'log(10)', 'human_readable', 'root(3)'),
    piped('list', 'difference([1]) | length', 'flatten | length'),
  ],
  float: [piped('float', 'log', 'log(2)', 'root', 'pow(2)'), piped('int', 'log', 'root(3)')],
  bool: [
    piped('any', 'bool', "ternary('y', 'n')", 'ternary(1, 2, 3)'),
    asked(
      'str',
      "match('a')",
      "search('b')",
      "regex('^A', ignorecase=true)",
      "contains('a')",
      "version('1.2', '>')",
      "version('1e3', 'ge')",
      "match('A', ignorecase=true)",
      'vault_encrypted',
      'uri',
      'url',
    ),
    asked('list', 'contains(1)', 'subset([1, 2, 3])', 'superset([1])', 'any', 'all', "contains('a')"),
    asked('any', 'truthy', 'falsy', 'truthy(convert_bool=true)', 'falsy(convert_bool=True)'),
    asked('float', 'nan'),
  ],
  str: [
    piped(
      'str',
      'b64encode',
      'b64encode | b64decode',
      'basename',
      'dirname',
      'splitext',
      'quote',
      'hash',
      "hash('sha256')",
      'checksum',
      'md5',
      'sha1',
      "regex_replace('[a-z]', 'X')",
      "regex_replace('(.)(.)', '\\2\\1')",
      "regex_search('[a-z]+')",
      'regex_escape',
      "regex_escape('posix_basic')",
      'comment',
      "comment('xml')",
      "comment('c')",
      "comment(decoration='; ')",
      'win_basename',
      'win_dirname',
      'to_uuid',
      'from_json | default("z")',
      'to_json',
      'to_nice_json',
      'to_yaml',
      'to_nice_yaml',
      'urldecode',
      'expandvars',
      'strftime(86399)',
      'strftime(1.5e9)',
      'strftime(second=-1)',
      'relpath("/a")',
      "path_join('x')",
      'urlsplit("hostname")',
      'urlsplit("query")',
      'splitext | last',
      'expanduser',
      'win_splitdrive | first'.replace('|', '|'),
      "truncate(3, true, '')",
      'mandatory',
      'type_debug',
    ),
    piped(
      'any',
      'to_json',
      'to_nice_json',
      'to_yaml',
      'to_nice_yaml',
      'to_json(sort_keys=true)',
      'to_nice_json(indent=2)',
      'to_nice_yaml(indent=2)',
      'quote',
      'type_debug',
      'comment',
      'to_yaml(default_flow_style=true)',
      'to_yaml(width=10)',
      'to_nice_yaml(indent=4, width=20)',
      'to_json(ensure_ascii=false)',
    ),
    piped(
      'int',
      'human_readable',
      'human_readable(isbits=true)',
      "human_readable(unit='K')",
      "human_readable(false, 'M')",
    ),
    piped('float', 'human_readable'),
    piped('strings', 'path_join', "map('basename') | join(',')", "map('regex_replace', '[ab]', 'Z') | list"),
    ({ of }) => `(${of('list')} | zip(${of('list')}) | list)`,
  ],
  list: [
    piped(
      'list',
      'flatten',
      'flatten(1)',
      'flatten(levels=1)',
      'flatten(skip_nulls=false)',
      'union([1, 5])',
      'intersect([1, 2])',
      'difference([1])',
      'symmetric_difference([1, 7])',
      'unique',
      'zip([1, 2])',
      'zip_longest([1, 2, 3], fillvalue=0)',
      'product([1, 2])',
      'permutations(2)',
      'combinations(2)',
      'permutations',
      'difference([2.0, true])',
      'product',
      'to_json | from_json',
      'to_yaml | from_yaml',
    ),
    piped('dict', 'dict2items', "dict2items(key_name='x', value_name='y')", 'dict2items | items2dict'),
    piped(
      'str',
      "regex_findall('[a-z]')",
      "regex_findall('(a)(.)')",
      "regex_search('(a)(.)', '\\1', '\\2')",
      'splitext',
      'split',
      "split(',')",
      'from_yaml',
      "regex_findall('A', ignorecase=true)",
      'urlsplit',
      "extract({'a': 1})",
    ),
    piped('strings', 'unique', "union(['a'])", "map('splitext')", "map('hash') | list"),
    ({ of }) => `(${of('list')} | ${'union'}(${of('list')}))`,
    ({ of }) => `(${of('list')} | intersect(${of('list')}))`,
    ({ of }) => `(${of('list')} | difference(${of('list')}))`,
    ({ of }) => `(${of('list')} | symmetric_difference(${of('list')}))`,
    ({ of }) => `(${of('dicts')} | subelements('name', skip_missing=True))`,
  ],
  strings: [
    piped(
      'strings',
      "map('regex_replace', 'a', 'b')",
      "map('b64encode')",
      "select('match', 'a')",
      "reject('search', 'b')",
      "map('quote')",
      "map('extract', {'a': 1, 'abc': 2})",
      'flatten',
    ),
  ],
  dict: [
    ({ of }) => `(${of('dict')} | combine(${of('dict')}))`,
    ({ of }) => `(${of('dict')} | combine(${of('dict')}, recursive=true))`,
    ({ of, pick }) =>
      `(${of('dict')} | combine(${of('dict')}, ${of('dict')}, recursive=${pick(['true', 'false'])}, list_merge='${pick(['replace', 'keep', 'append', 'prepend', 'append_rp', 'prepend_rp'])}'))`,
    piped(
      'dicts',
      "items2dict('name', 'a')",
      "items2dict(key_name='a', value_name='name')",
      'combine',
      "rekey_on_member('name', 'overwrite')",
      "rekey_on_member('a')",
    ),
    piped(
      'dict',
      'dict2items | items2dict',
      'to_yaml | from_yaml',
      'to_json | from_json',
      'to_nice_yaml | from_yaml_all | list',
    ),
  ],
  dicts: [
    piped('dict', 'dict2items'),
    piped('dicts', "subelements('a')", 'unique', 'difference([])', "union([{'a': 1}])"),
  ],
  none: [piped('any', 'mandatory', "mandatory('no')")],
}
