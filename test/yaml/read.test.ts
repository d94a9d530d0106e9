import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { UserError } from '../../src/errors.ts'
import { floatText } from '../../src/util/python-json.ts'
import { Float, isDict, Template, type Value } from '../../src/values.ts'
import { loadYamlDocuments } from '../../src/yaml/load.ts'
import { readPlainYaml } from '../../src/yaml/read.ts'
import { root } from '../rig/source-files.ts'

const texts: readonly string[] = [
  'a: 1\nb:\n  c: d\n  e: [1, {f: g}]\nh:\n- i\n-   j: k\n    l: m\n- - n\n  - o\n-\n  - p\n',
  'a: "x\n  y\n\n  z" # c\nb: \'it\'\'s\n  two\'\nc: "e\\n\\x41\\u00e9 \\\n   f \\\n\n  g\\tx"\n',
  'a: "unindented\ntext"\nb: [1,\n2\n]\nc: {\n}\n',
  '- |\n  a\n\n   b\n  c\n\n- >-\n  x\n  y\n\n  z\n   w\n  v\n- >+\n  k\n\n\n- |2\n    q\n-  |+\n\n- >\n\n  a\n\n\n  b\n',
  'a: |\n\n  text\n# comment\nb: >-  # c\n      deep\n    # no comment\n',
  'a: |\n no line end',
  'x: b c\n  d\n\n  e # f\ny: a#b\nz: http://x:80/#y\nw: -a ?b :c\n',
  '{a: [1, {b: c}], "d":1, e: , f, g: h i\n j,}\n',
  '[a, b c,\n d #com\n , \'e\', -1, -, a?b, x:y, "q",]\n',
  'a: &x {b: 1}\nc: *x\nd:\n  <<: *x\n  e: 2\nf: &y\n  - 1\ng: !!str 5\nh: !!int "6"\ni: &z !!float 7\n',
  '--- a\n---\nb: 1\n...\n...\n---\n- c\n--- |\n  d\n---\n',
  'a : 1\n\'q\' : "r"\n"s": t\n? u\n: v\n',
  '%YAML 1.1\n---\na: 1\n',
  'when: a == "b" and c\nshell: echo "a: b" # c\ncmd: >\n  x={{ y }}\n  z=1\n',
  '# only a comment\n',
  '\n\n  a: 1\n  b: 2\n\n   \n',
  'a:\n  # comment\n\n  - b\n # less\n  - c\n',
  'a:\t1\nb: c\t# d\n',
  '{\n\t"a": "\\u00e9\\/",\n\t"b": [true]\n}\n',
  'yes: no\non: off\n~: null\n0644: 0x1f\n1_000: 1:30\n2024-01-01: .inf\n',
  'a: b\r\nc: |\r\n  d\r\n',
  'key with spaces: v\n"a: b": c\n[]: x\n',
  'a: ""\nb: \'\'\nc: " "\nd: "\n\n"\n',
  'a: {{ b }}\nc: "{{ d }}"\n',
  'a: b: c\n',
  'a: "x" y\n',
  'a: [1, 2\nb: 3\n',
  'a:\n  - b\n c\n',
  'a: @b\nb: `c\n',
  'a:\n\t- b\n',
  'a: *none\n',
  '- a\nb: 1\n',
  'a: b\n  c: d\n',
  'a: !x [1]\n',
]

/** Numbers that look random and are the same in every run. */
const numbers = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648
    return Math.floor((state / 2147483648) * below)
  }
}

const inserted = [
  ...' \n\t:-#\'"[]{},&*!|>%@?\\a1',
  '  ',
  ': ',
  '- ',
  '\n  ',
  ' #',
  '{{',
  '---\n',
  '\n\n',
  '!!str ',
  '>-\n',
]

const mutations = (count: number): string[] => {
  const next = numbers(7)
  return Array.from({ length: count }, () => {
    let text = texts[next(texts.length)]!
    for (let changes = 1 + next(2); changes > 0; changes -= 1) {
      const at = next(text.length)
      text = text.slice(0, at) + (next(3) > 0 ? inserted[next(inserted.length)]! : '') + text.slice(at + next(3))
    }
    return text
  })
}

const plain = (value: Value): unknown => {
  if (isDict(value)) return { dict: [...value].map(([key, item]) => [plain(key), plain(item)]) }
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Template) return value.source
  if (value instanceof Float) return { float: floatText(value.value) }
  if (typeof value === 'number' && !Number.isInteger(value)) {
    return { float: Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf' }
  }
  if (typeof value === 'number' || typeof value === 'bigint') return { int: String(value) }
  return value === null || typeof value !== 'object' ? value : { date: String(value) }
}

const ours = (text: string): unknown => {
  try {
    return loadYamlDocuments(text, { file: 'x', json: false }).map(plain)
  } catch (error) {
    if (error instanceof UserError) return null
    throw error
  }
}

const hasPyYaml = ((): boolean => {
  try {
    execFileSync('/usr/bin/python3', ['-c', 'import yaml'], { stdio: 'ignore' })
    return true
  } catch {
    if (process.env.CI) throw new Error('the reference is missing: apt-get install python3-yaml')
    process.stderr.write('comparison with PyYAML left out: apt-get install python3-yaml\n')
    return false
  }
})()

const askPyYaml = (asked: readonly string[]): unknown[] =>
  JSON.parse(
    execFileSync('/usr/bin/python3', [join(root, 'test/rig/reference-yaml.py')], {
      input: JSON.stringify(asked),
      maxBuffer: 1 << 28,
    }).toString(),
  )

describe.runIf(hasPyYaml)('as PyYAML', () => {
  const expected = hasPyYaml ? askPyYaml(texts) : []

  test.each(texts.map((text, index) => [text, expected[index]] as const))('%j is read', (text, documents) => {
    // PyYAML knows no `!x`, and no more do we.
    expect(ours(text)).toEqual(documents)
  })

  test('changed texts are read to the same values, wherever the fast reader reads them and PyYAML does', () => {
    const changed = mutations(1500)
    const references = askPyYaml(changed)
    const compared = changed.flatMap((text, index) =>
      references[index] !== null && readPlainYaml(text) ? [{ text, reference: references[index] }] : [],
    )
    expect(compared.length).toBeGreaterThan(400)
    for (const { text, reference } of compared) expect({ text, value: ours(text) }).toEqual({ text, value: reference })
  })
})

test.each(['%YAML 1.1\n---\na\n', '? a\n: b\n', 'a: b: c\n', 'a\r\n', '[a: b]\n', '\ta: 1\n', 'a: "x" y\n', '{a: 1'])(
  '%j is left to the full reader',
  (text) => {
    expect(readPlainYaml(text)).toBeUndefined()
  },
)
