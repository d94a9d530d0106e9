/** Literals of every kind, as Jinja2 (or, for a variable, Python) reads them. */
import type { Random } from './random.ts'

export type Kind = 'int' | 'float' | 'bool' | 'str' | 'list' | 'strings' | 'dict' | 'dicts' | 'none'

export const KINDS: readonly Kind[] = ['int', 'float', 'bool', 'str', 'list', 'strings', 'dict', 'dicts', 'none']

const PLAIN_TEXTS = [
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
  '"q"',
  'one two  three',
  '<b>&</b>',
  '%s',
  '0x1F',
  'ABC',
  'zZ',
  '[1, 2]',
  '{}',
  'null',
  'ﬁnE',
  'İI',
  'a.b-c d',
  '٣',
  'http://a.b/c?d=e&f=g#h',
  'mail@example.org',
]
const TEXTS = [...PLAIN_TEXTS, "it's", 'a\\n', 'tab\tx', 'line\nnext', '\n', 'a\r\nb']
const KEYS = ['a', 'b', 'k', 'name', 'x y', '1']

export interface LiteralOptions {
  readonly depth: number
  /** Read by Python. */
  readonly python: boolean
  /** Without what needs a backslash. */
  readonly plain: boolean
  /** Lists only, where tuples could stand too. */
  readonly lists?: boolean
}

/** A literal of a kind. */
export const literal = (random: Random, kind: Kind, options: LiteralOptions): string => {
  switch (kind) {
    case 'int':
      return String(
        random.pick([
          0,
          1,
          2,
          3,
          7,
          10,
          -1,
          -5,
          100,
          255,
          1000000,
          9007199254740993n,
          12345678901234567890n,
          -42,
          8,
          1023,
        ]),
      )
    case 'float':
      return random.pick([
        '0.0',
        '1.0',
        '1.5',
        '-2.25',
        '0.1',
        '1e3',
        '3.14159',
        '1e16',
        '1e-7',
        '2.5',
        '100.0',
        '0.30000000000000004',
        '123456789.125',
        '-0.0',
        '1e22',
        '5e-324',
        '-1e-5',
        '99999.5',
        '2.675',
        '1.7976931348623157e308',
      ])
    case 'bool':
      return random.pick(['True', 'False'])
    case 'str':
      return quoted(random.pick(options.plain ? PLAIN_TEXTS : TEXTS))
    case 'none':
      return 'None'
    case 'dict':
      return dict(random, options)
    case 'dicts':
      return `[${several(random, () => `{'a': ${literal(random, 'int', options)}, 'name': ${literal(random, 'str', options)}}`)}]`
    case 'strings':
      return `[${several(random, () => literal(random, 'str', options))}]`
    case 'list':
      return random.chance(0.2) && options.lists !== true
        ? `(${several(random, () => item(random, options))},)`.replace('(,)', '()')
        : `[${several(random, () => item(random, options))}]`
  }
}

const item = (random: Random, options: LiteralOptions): string => {
  const kinds: readonly Kind[] = options.depth > 0 ? KINDS : ['int', 'float', 'str']
  const kind = random.pick(random.chance(0.6) ? (['int'] as const) : kinds)
  return literal(random, kind, { ...options, depth: options.depth - 1 })
}

const dict = (random: Random, options: LiteralOptions): string => {
  const keys = KEYS.filter(() => random.chance(0.4))
  return `{${keys.map((name) => `'${name}': ${item(random, options)}`).join(', ')}}`
}

const several = (random: Random, make: () => string): string => Array.from({ length: random.below(4) }, make).join(', ')

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
}

const quoted = (text: string): string => `'${text.replace(/[\\'\n\t\r]/g, (character) => ESCAPES[character]!)}'`
