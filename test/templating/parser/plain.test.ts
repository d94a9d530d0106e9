import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseFully } from '../../../src/templating/parser/parse.ts'
import { parsePlain } from '../../../src/templating/parser/plain.ts'
import { VARIABLE_SYNTAX } from '../../../src/templating/parser/settings.ts'
import { TemplateSyntaxError } from '../../../src/templating/python/errors.ts'

const plain = (text: string) => parsePlain(text, VARIABLE_SYNTAX)
const fully = (text: string) => {
  try {
    return parseFully(text, VARIABLE_SYNTAX)
  } catch (error) {
    if (error instanceof TemplateSyntaxError) return undefined
    throw error
  }
}

test.each(['', 'text', '{{ a }}', 'x {{a.b.c}}{{  d  }} y', '} {{ a }}} {', '{{ if }}{{ a.not.true }}{{ self }}'])(
  '%j is read as the grammar reads it',
  (text) => {
    expect(plain(text)).toBeDefined()
    expect(plain(text)).toStrictEqual(fully(text))
  },
)

const PIECES = ['{{', '}}', '{{ ', ' }}', '{%', '{#', '{', '}', ' ', '.', '-', '+', '|', '\n', '\t', '\\', '"']
const NAMES = ['a', 'name_1', 'not', 'none', 'True', 'is', 'in', 'or', 'loop', 'é', 'x\u0301', '1', '']

test('whatever it reads, the grammar reads alike', () => {
  const text = fc.array(fc.constantFrom(...PIECES, ...NAMES), { maxLength: 12 }).map((pieces) => pieces.join(''))
  const variable = fc
    .array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 })
    .map((names) => `{{ ${names.join('.')} }}`)
  const template = fc.array(fc.oneof(text, variable), { maxLength: 4 }).map((parts) => parts.join(''))
  let read = 0
  fc.assert(
    fc.property(template, (source) => {
      const found = plain(source)
      if (found === undefined) return
      read++
      expect(found).toStrictEqual(fully(source))
    }),
    { numRuns: 3000 },
  )
  expect(read).toBeGreaterThan(100)
})

test.each([
  ['other delimiters', { variableStart: '[[', variableEnd: ']]' }],
  ['lines that are statements', { lineStatementPrefix: '#' }],
  ['lines that are comments', { lineCommentPrefix: '##' }],
])('a text with %s is left to the grammar', (_, settings) => {
  expect(parsePlain('{{ a }}', { ...VARIABLE_SYNTAX, ...settings })).toBeUndefined()
})
