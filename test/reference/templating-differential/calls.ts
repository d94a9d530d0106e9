/** Filters, tests and methods with all their parameters, given in order or by name, and now and then wrongly. */
import type { Kind } from './literals.ts'

/** A parameter: its name (none where it can't be given by name), and what may be given. */
export type Parameter = readonly [name: string, ...choices: string[]]

/** A function by its name, with what it is applied to and its parameters. */
export interface Callee {
  readonly of: Kind | 'any'
  readonly name: string
  readonly parameters: readonly Parameter[]
}

const COUNTS = ['0', '1', '2', '3', '5', '-1', '-3', '40', 'true']
const FLAGS = ['true', 'false', '1', '0', "''", 'none', "'no'", '[]']
const TEXTS = ["''", "'a'", "'b'", "' '", "'-'", "'ab'", "'é'", "'😀'", 'v_str', "'<b>'", "'x y'"]
const ATTRIBUTES = ["'a'", "'name'", "'k'", "'none_such'", "'a.b'", "'name.0'", '0', '1', "'0'", "'a,name'", 'none']
const ANY = ['v_int', 'v_str', 'v_list', 'v_dict', 'v_none', 'v_float', 'missing', "'a'", '1', '[]', '{}', '1.5']
const PATTERNS = [
  "'a'",
  "'[a-z]+'",
  "'^.'",
  "'.$'",
  "'(.)(.)'",
  "'A'",
  "'\\\\d+'",
  "'(?P<x>[a-c])'",
  "''",
  "'b|1'",
  "'é'",
]
const ENCODINGS = ["'utf-8'", "'latin-1'", "'ascii'", "'utf-16-le'", "'utf8'"]

const callee = (of: Kind | 'any', name: string, ...parameters: Parameter[]): Callee => ({ of, name, parameters })

const width: Parameter = ['width', ...COUNTS]
const attribute: Parameter = ['attribute', ...ATTRIBUTES]
const caseSensitive: Parameter = ['case_sensitive', ...FLAGS]

/** Jinja's filters. */
export const FILTERS: readonly Callee[] = [
  callee('list', 'batch', ['linecount', '1', '2', '3', '7'], ['fill_with', ...ANY]),
  callee('list', 'slice', ['slices', '1', '2', '3', '7'], ['fill_with', ...ANY]),
  callee('str', 'center', width),
  callee('any', 'default', ['default_value', ...ANY], ['boolean', ...FLAGS]),
  callee('dict', 'dictsort', caseSensitive, ['by', "'key'", "'value'", "'x'"], ['reverse', ...FLAGS]),
  callee('int', 'filesizeformat', ['binary', ...FLAGS]),
  callee('float', 'filesizeformat', ['binary', ...FLAGS]),
  callee('str', 'int', ['default', ...ANY], ['base', '10', '16', '2', '8', '0', '36', '7']),
  callee('any', 'float', ['default', ...ANY]),
  callee('str', 'indent', ['width', '0', '1', '3', "'>'", "''"], ['first', ...FLAGS], ['blank', ...FLAGS]),
  callee('list', 'join', ['d', ...TEXTS], attribute),
  callee('dicts', 'join', ['d', ...TEXTS], attribute),
  callee('strings', 'join', ['d', ...TEXTS]),
  callee('float', 'round', ['precision', ...COUNTS], ['method', "'common'", "'ceil'", "'floor'", "'x'"]),
  callee('int', 'round', ['precision', ...COUNTS], ['method', "'common'", "'ceil'", "'floor'"]),
  callee('str', 'replace', ['old', ...TEXTS], ['new', ...TEXTS], ['count', ...COUNTS, 'none']),
  callee('list', 'sort', ['reverse', ...FLAGS], caseSensitive, attribute),
  callee('dicts', 'sort', ['reverse', ...FLAGS], caseSensitive, attribute),
  callee('strings', 'sort', ['reverse', ...FLAGS], caseSensitive),
  callee('list', 'sum', attribute, ['start', '0', '1.5', '[]', "''"]),
  callee('dicts', 'sum', attribute, ['start', '0', '1.5', '[]', "''"]),
  callee('any', 'tojson', ['indent', '0', '1', '3', 'none']),
  callee('str', 'trim', ['chars', ...TEXTS, 'none']),
  callee(
    'str',
    'truncate',
    ['length', '0', '3', '5', '9'],
    ['killwords', ...FLAGS],
    ['end', ...TEXTS],
    ['leeway', '0', '2', 'none'],
  ),
  callee('strings', 'unique', caseSensitive, attribute),
  callee('dicts', 'unique', caseSensitive, attribute),
  callee(
    'str',
    'urlize',
    ['trim_url_limit', '5', '10', 'none'],
    ['nofollow', ...FLAGS],
    ['target', ...TEXTS],
    ['rel', ...TEXTS],
    ['extra_schemes', "['xy:']", "['x:']", 'none'],
  ),
  callee(
    'str',
    'wordwrap',
    ['width', '1', '3', '7'],
    ['break_long_words', ...FLAGS],
    ['wrapstring', ...TEXTS],
    ['break_on_hyphens', ...FLAGS],
  ),
  callee('dict', 'xmlattr', ['autospace', ...FLAGS]),
  callee('dicts', 'groupby', ['attribute', "'a'", "'name'", "'none_such'"], ['default', ...ANY], caseSensitive),
  callee('list', 'min', caseSensitive, attribute),
  callee('dicts', 'max', caseSensitive, attribute),
  callee('strings', 'max', caseSensitive),
  callee('dicts', 'map', ['', "'attr'", "'length'", "'first'", "'dictsort'"], ['', "'a'", "'name'"]),
  callee(
    'list',
    'map',
    ['', "'default'", "'string'", "'abs'", "'round'", "'int'", "'nosuch'", "'list'", "'float'"],
    ['', ...ANY],
  ),
  callee(
    'list',
    'select',
    ['', "'eq'", "'in'", "'string'", "'number'", "'none'", "'odd'", "'lt'", "'sameas'", "'nosuch'"],
    ['', ...ANY],
  ),
  callee('list', 'reject', ['', "'eq'", "'in'", "'string'", "'mapping'", "'even'", "'ge'", "'iterable'"], ['', ...ANY]),
  callee(
    'dicts',
    'selectattr',
    ['', ...ATTRIBUTES],
    ['', "'eq'", "'in'", "'defined'", "'gt'", "'string'", "'none'"],
    ['', ...ANY],
  ),
  callee('dicts', 'rejectattr', ['', ...ATTRIBUTES], ['', "'eq'", "'in'", "'undefined'", "'le'"], ['', ...ANY]),
  callee('any', 'attr', ['name', "'real'", "'a'", "'none_such'"]),
  callee('str', 'format', ['', ...ANY], ['', ...ANY]),
  callee('any', 'string'),
  callee('any', 'list'),
  callee('any', 'length'),
  callee('any', 'first'),
  callee('any', 'last'),
  callee('any', 'reverse'),
  callee('any', 'pprint'),
  callee('any', 'abs'),
  callee('any', 'items'),
  callee('str', 'wordcount'),
  callee('str', 'striptags'),
  callee('str', 'urlencode'),
  callee('list', 'urlencode'),
]

/** Methods of texts, lists, dicts and numbers. */
export const METHODS: readonly Callee[] = [
  ...['find', 'rfind', 'index', 'rindex', 'count', 'startswith', 'endswith'].map((name) =>
    callee('str', name, ['', ...TEXTS, "('a', 'b')"], ['', ...COUNTS, 'none'], ['', ...COUNTS, 'none']),
  ),
  ...['ljust', 'rjust', 'center'].map((name) => callee('str', name, ['', ...COUNTS], ['', "'*'", "'é'", "'ab'"])),
  ...['strip', 'lstrip', 'rstrip'].map((name) => callee('str', name, ['', ...TEXTS, 'none'])),
  ...['split', 'rsplit'].map((name) => callee('str', name, ['sep', ...TEXTS, 'none'], ['maxsplit', ...COUNTS])),
  ...['partition', 'rpartition', 'removeprefix', 'removesuffix'].map((name) => callee('str', name, ['', ...TEXTS])),
  callee('str', 'replace', ['', ...TEXTS], ['', ...TEXTS], ['', ...COUNTS]),
  callee('str', 'zfill', ['', ...COUNTS]),
  callee('str', 'expandtabs', ['tabsize', ...COUNTS]),
  callee('str', 'splitlines', ['keepends', ...FLAGS]),
  callee('str', 'join', ['', 'v_strings', 'v_list', 'v_dict', 'v_str', '[]']),
  callee('str', 'encode', ['encoding', ...ENCODINGS], ['errors', "'ignore'", "'replace'", "'strict'"]),
  callee('str', 'format', ['', ...ANY], ['', ...ANY]),
  ...['isascii', 'isprintable', 'casefold', 'swapcase', 'title', 'capitalize', 'isidentifier', 'upper', 'lower'].map(
    (name) => callee('str', name),
  ),
  callee('dict', 'get', ['', ...ANY], ['', ...ANY]),
  callee('dict', 'pop', ['', "'a'", "'k'", "'none_such'"], ['', ...ANY]),
  callee('dict', 'update', ['', 'v_dict', "{'z': 1}", "[['a', 1]]"]),
  callee('dict', 'setdefault', ['', "'a'", "'z'"], ['', ...ANY]),
  callee('dict', 'fromkeys', ['', 'v_list', "'ab'"], ['', ...ANY]),
  callee('dict', 'popitem'),
  callee('dict', 'copy'),
  callee('list', 'index', ['', ...ANY], ['', ...COUNTS], ['', ...COUNTS]),
  callee('list', 'count', ['', ...ANY]),
  callee('list', 'pop', ['', ...COUNTS]),
  callee('list', 'insert', ['', ...COUNTS], ['', ...ANY]),
  callee('list', 'append', ['', ...ANY]),
  callee('list', 'extend', ['', 'v_list', 'v_str', '1']),
  callee('list', 'remove', ['', ...ANY]),
  callee('list', 'copy'),
  callee('int', 'bit_length'),
  callee('int', 'bit_count'),
  callee('int', 'as_integer_ratio'),
  callee('float', 'as_integer_ratio'),
  callee('float', 'is_integer'),
  callee('float', 'hex'),
  callee('int', 'conjugate'),
]

/** Jinja's tests. */
export const TESTS: readonly Callee[] = [
  ...['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'in', 'sameas', 'equalto', 'greaterthan'].map((name) =>
    callee('any', name, ['', ...ANY]),
  ),
  callee('any', 'divisibleby', ['num', '1', '2', '0', '1.5']),
  ...[
    'callable',
    'mapping',
    'sequence',
    'iterable',
    'string',
    'number',
    'odd',
    'even',
    'lower',
    'upper',
    'escaped',
  ].map((name) => callee('any', name)),
]

/** Ansible's filters. */
export const ANSIBLE_FILTERS: readonly Callee[] = [
  callee('str', 'b64decode', ['encoding', ...ENCODINGS]),
  callee('str', 'b64encode', ['encoding', ...ENCODINGS]),
  callee('any', 'bool'),
  callee('dict', 'combine', ['', 'v_dict', '{}', "{'a': [1]}", 'v_dicts', 'v_int']),
  callee(
    'str',
    'comment',
    ['style', "'plain'", "'c'", "'cblock'", "'erlang'", "'xml'", "'x'"],
    ['decoration', ...TEXTS],
    ['prefix', ...TEXTS],
    ['prefix_count', ...COUNTS],
    ['postfix', ...TEXTS],
    ['postfix_count', ...COUNTS],
    ['beginning', ...TEXTS],
    ['end', ...TEXTS],
  ),
  callee('dict', 'dict2items', ['key_name', ...TEXTS], ['value_name', ...TEXTS]),
  callee('dicts', 'items2dict', ['key_name', ...ATTRIBUTES], ['value_name', ...ATTRIBUTES]),
  callee('str', 'expandvars'),
  callee('int', 'extract', ['', 'v_list', 'v_dict', 'v_str'], ['morekeys', "'a'", '0', "['a', 0]"]),
  callee(
    'str',
    'extract',
    ['', 'v_list', 'v_dict', "{'a': {'b': 1}, 'abc': [3]}"],
    ['morekeys', "'b'", '0', "['a', 0]"],
  ),
  callee('list', 'flatten', ['levels', ...COUNTS, 'none'], ['skip_nulls', ...FLAGS]),
  callee('str', 'from_json'),
  callee('str', 'from_yaml'),
  callee('str', 'from_yaml_all'),
  callee('str', 'hash', ['hashtype', "'md5'", "'sha512'", "'sha1'", "'blake2b'", "'x'", "'sha3_256'"]),
  callee('int', 'human_readable', ['isbits', ...FLAGS], ['unit', "'K'", "'m'", "'B'", "'x'", 'none']),
  callee('float', 'human_readable', ['isbits', ...FLAGS], ['unit', "'K'", "'m'", "'Y'", 'none']),
  callee('any', 'human_to_bytes', ['default_unit', "'K'", "'Mb'", "'x'", 'none', "''"], ['isbits', ...FLAGS]),
  callee('float', 'log', ['base', '2', '10', '3', '0.5', "'x'"]),
  callee('float', 'pow', ['y', '2', '0.5', '-1', '3.3', "'x'"]),
  callee('int', 'root', ['base', '2', '3', '0.5', '-2', '0']),
  callee('int', 'pow', ['y', '2', '0.5', '-1', '70', '1.1']),
  callee('list', 'product', ['', 'v_list', 'v_str', '1'], ['', 'v_strings']),
  callee('list', 'permutations', ['', '0', '1', '2', '-1', "'x'"]),
  callee('list', 'combinations', ['', '0', '1', '2', '-1', "'x'"]),
  callee('list', 'zip', ['', 'v_list', 'v_str', 'v_dict', '1'], ['', 'v_strings']),
  callee('list', 'zip_longest', ['', 'v_list', 'v_str'], ['', 'v_strings']),
  callee('list', 'random', ['end', '5'], ['start', '1'], ['step', '2'], ['seed', "'a'"]),
  callee('str', 'regex_escape', ['re_type', "'python'", "'posix_basic'", "'x'"]),
  callee('str', 'regex_findall', ['regex', ...PATTERNS], ['multiline', ...FLAGS], ['ignorecase', ...FLAGS]),
  callee(
    'str',
    'regex_replace',
    ['pattern', ...PATTERNS],
    ['replacement', ...TEXTS, "'\\\\1'", "'<\\\\g<0>>'"],
    ['ignorecase', ...FLAGS],
    ['multiline', ...FLAGS],
  ),
  callee('str', 'regex_search', ['', ...PATTERNS], ['', "'\\\\1'", "'\\\\g<x>'", "'\\\\2'", "'x'"]),
  callee('dicts', 'rekey_on_member', ['', ...ATTRIBUTES], ['duplicates', "'error'", "'overwrite'", "'x'"]),
  callee('str', 'relpath', ['start', ...TEXTS, "'/a/b'"]),
  callee('str', 'split', ['', ...TEXTS, 'none'], ['', ...COUNTS]),
  callee('dicts', 'subelements', ['subelements', ...ATTRIBUTES, "['a', 'b']"], ['skip_missing', ...FLAGS]),
  callee('any', 'ternary', ['true_val', ...ANY], ['false_val', ...ANY], ['none_val', ...ANY]),
  callee('any', 'to_json', ['', 'none'], ['indent', '0', '2', 'none', "'-'"], ['sort_keys', ...FLAGS]),
  callee('any', 'to_nice_json', ['indent', '0', '2', 'none'], ['sort_keys', ...FLAGS]),
  callee('any', 'to_nice_yaml', ['indent', '1', '2', '4', '8']),
  callee('str', 'to_datetime', ['format', "'%Y'", "'%d'"]),
  callee('str', 'to_uuid', ['namespace', "'361e6d51-faec-444a-9079-341386da8e2e'", "'x'"]),
  callee('str', 'urlsplit', ['', "'scheme'", "'port'", "'path'", "'fragment'", "'x'", "''"]),
  callee('str', 'quote'),
  callee('any', 'type_debug'),
  callee('any', 'mandatory', ['msg', ...TEXTS, 'none']),
  callee('strings', 'path_join'),
  ...[
    'basename',
    'dirname',
    'expanduser',
    'splitext',
    'win_basename',
    'win_dirname',
    'win_splitdrive',
    'md5',
    'sha1',
    'checksum',
    'urldecode',
    'realpath',
  ].map((name) => callee('str', name)),
  ...['union', 'intersect', 'difference', 'symmetric_difference'].map((name) =>
    callee('list', name, ['b', 'v_list', 'v_strings', 'v_str', '[1, 2]', '(1, 2)', 'v_dict', '1']),
  ),
]

/** Ansible's tests. */
export const ANSIBLE_TESTS: readonly Callee[] = [
  ...['match', 'search', 'regex'].map((name) =>
    callee('str', name, ['pattern', ...PATTERNS], ['ignorecase', ...FLAGS], ['multiline', ...FLAGS]),
  ),
  callee(
    'str',
    'regex',
    ['pattern', ...PATTERNS],
    ['ignorecase', ...FLAGS],
    ['multiline', ...FLAGS],
    ['match_type', "'match'", "'fullmatch'", "'search'"],
  ),
  ...['version', 'version_compare'].map((name) =>
    callee(
      'str',
      name,
      ['version', "'1.0'", "'2'", "'1.0a'", "''", '1', '1.10'],
      ['operator', "'=='", "'lt'", "'>='", "'ne'", "'x'"],
      ['strict', 'true', 'false', 'none'],
      ['version_type', "'loose'", "'strict'", "'semver'", "'pep440'", "'x'", 'none'],
    ),
  ),
  callee('list', 'subset', ['', 'v_list', '[1, 2, 3]', "'abc'"]),
  callee('list', 'superset', ['', 'v_list', '[1]', "'abc'"]),
  callee('any', 'contains', ['', ...ANY]),
  callee('list', 'all'),
  callee('list', 'any'),
  callee('any', 'truthy', ['convert_bool', ...FLAGS]),
  callee('any', 'falsy', ['convert_bool', ...FLAGS]),
  callee('any', 'nan'),
  ...['uri', 'url'].map((name) => callee('str', name, ['schemes', "['http']", "'http'", 'none'])),
  ...['failed', 'changed', 'success', 'skipped', 'started', 'finished', 'reachable', 'abs', 'urn'].map((name) =>
    callee('any', name),
  ),
]
