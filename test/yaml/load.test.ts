import { describe, expect, test } from 'vitest'
import type { Diagnostic } from '../../src/errors.ts'
import { Float, Secret, Template, type Value } from '../../src/values.ts'
import { loadYaml, loadYamlDocuments } from '../../src/yaml/load.ts'

const load = (text: string): Value => loadYaml(text, { file: 'site.yml' })

describe('collections', () => {
  test('a mapping is a Map in the order of its keys, a list an array', () => {
    expect(load('b: 1\na: [x, {y: 2}]\n')).toEqual(
      new Map<string, Value>([
        ['b', 1],
        ['a', ['x', new Map([['y', 2]])]],
      ]),
    )
  })

  test('an empty text is null, and so is a key without value', () => {
    expect(load('')).toBeNull()
    expect(load('# only a comment\n')).toBeNull()
    expect(load('a:\n')).toEqual(new Map([['a', null]]))
  })

  test('the last of two equal keys wins, with a warning', () => {
    const warnings: Diagnostic[] = []
    const value = loadYaml('x:\n  a: 1\n  a: 2\n', { file: 'v.yml', warn: (warning) => warnings.push(warning) })
    expect(value).toEqual(new Map([['x', new Map([['a', 2]])]]))
    expect(warnings.map(({ message }) => message)).toEqual([
      'While constructing a mapping from v.yml, line 2, column 3, found a duplicate dict key (a). Using last defined value only.',
    ])
  })

  test('<< merges mappings below the keys of its own, and the first of a list wins', () => {
    const text = 'a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  x: 3\n  <<: [*a, *b]\n'
    const value = load(text) as Map<string, Value>
    expect(Object.fromEntries(value.get('c') as Map<string, Value>)).toEqual({ x: 3, y: 1, z: 2 })
  })

  test('an alias is the same value as its anchor', () => {
    const value = load('a: &a [1]\nb: *a\n') as Map<string, Value>
    expect(value.get('b')).toBe(value.get('a'))
  })

  test('each document of a text is a value', () => {
    expect(loadYamlDocuments('---\na\n---\nb\n', { file: 'x' })).toEqual(['a', 'b'])
    expect(loadYamlDocuments('', { file: 'x' })).toEqual([])
    expect(() => load('---\na\n---\nb\n')).toThrow('one YAML document was expected')
  })
})

describe('strings', () => {
  test('a string with markup is a template that knows where its text stands', () => {
    const [quoted, plain, block] = load('- "{{ a }}"\n- x {{ b }}\n- |\n\n  {% c %}\n') as [
      Template,
      Template,
      Template,
    ]
    expect(quoted).toBeInstanceOf(Template)
    expect([quoted.source, quoted.position]).toEqual(['{{ a }}', { file: 'site.yml', line: 1, column: 4 }])
    expect([plain.source, plain.position]).toEqual(['x {{ b }}', { file: 'site.yml', line: 2, column: 3 }])
    expect([block.source, block.position]).toEqual(['\n{% c %}\n', { file: 'site.yml', line: 5, column: 3 }])
  })

  test('!unsafe text, and text where templates are off, is a plain string', () => {
    expect(load('- !unsafe "{{ a }}"\n- !unsafe ["{{ a }}"]\n')).toEqual(['{{ a }}', ['{{ a }}']])
    expect(loadYaml('"{{ a }}"', { file: 'x', templates: false })).toBe('{{ a }}')
  })

  test('!vault is a secret that is opened on first use', () => {
    const opened: string[] = []
    const vault = (text: string) => {
      opened.push(text)
      return 'pw'
    }
    const value = loadYaml('a: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6162\n', { file: 'x', vault }) as Map<
      string,
      Secret
    >
    const secret = value.get('a')!
    expect(secret).toBeInstanceOf(Secret)
    expect(opened).toEqual([])
    expect([secret.reveal(), secret.reveal()]).toEqual(['pw', 'pw'])
    expect(opened).toEqual(['$ANSIBLE_VAULT;1.1;AES256\n6162\n'])
  })

  test('a vault value without password names the place when it is used', () => {
    const secret = load('!vault x') as Secret
    expect(() => secret.reveal()).toThrow('Attempting to decrypt but no vault secrets found')
  })

  test('tags give a type, and an unknown tag is an error', () => {
    expect(load('[!!str 1, !!int "2", !!float 3, !!bool "yes", !!null x, !!binary aGk=]')).toEqual([
      '1',
      2,
      new Float(3),
      true,
      null,
      'hi',
    ])
    expect(() => load('!!python/object x')).toThrow('the tag !!python/object is not known here')
  })
})

test('a mistake in what may be JSON is told from both points of view', () => {
  const read = () => loadYaml('{"a": 1 }}', { file: 'vars.json' })
  expect(read).toThrow(/JSON: Extra data: line 1 column 10 \(char 9\)\n\nYAML: /)
  expect(() => loadYaml('a: [', { file: 'vars.yml' })).toThrow(/^YAML: /)
})
