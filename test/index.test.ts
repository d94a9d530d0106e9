import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { TemplateError, templar, untrusted } from '../src/index.ts'

test('templates are evaluated over plain variables', () => {
  const engine = templar({ vars: { a: '{{ b }}!', b: 'x', list: [1, { c: '{{ b }}' }] } })
  expect(engine.template('{{ a }}')).toBe('x!')
  expect(engine.template({ k: ['{{ list }}'] })).toEqual(new Map([['k', [[1, new Map([['c', 'x']])]]]]))
  expect(engine.template(5)).toBe(5)
})

test('untrusted text is not a template', () => {
  expect(templar({ vars: { fact: untrusted('{{ 1 + 1 }}') } }).template('{{ fact }}')).toBe('{{ 1 + 1 }}')
})

test('files are rendered with what lies beside them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'templar-'))
  writeFileSync(join(folder, 'a.j2'), '{{ x }}{% include "b.j2" %}\n')
  writeFileSync(join(folder, 'b.j2'), '-{{ x }}')
  const engine = templar({ vars: { x: 1 } })
  expect(engine.file(join(folder, 'a.j2'))).toBe('1-1\n')
  const searching = templar({ vars: { x: 1 }, searchPath: [join(folder, 'none'), folder] })
  expect(searching.file('a.j2')).toBe('1-1\n')
  expect(() => searching.file('c.j2')).toThrow(TemplateError)
  expect(engine.file('inline.j2', { text: '<< x >>', variableStart: '<<', variableEnd: '>>' })).toBe('1')
})

test('conditions, settings and errors', () => {
  const engine = templar({ vars: { x: 1 }, env: { HOME: '/h' }, extensions: ['do'], native: true })
  expect(engine.conditional(['x == 1', 'x < 2'])).toBe(true)
  expect(engine.template("{{ lookup('env', 'HOME') }}")).toBe('/h')
  expect(engine.template('{{ x + 1 }}')).toBe(2)
  expect(() => engine.template('{{ y }}')).toThrow(TemplateError)
})
