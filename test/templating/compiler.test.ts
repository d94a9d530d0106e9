import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { TemplateError } from '../../src/templating/template-error.ts'
import { given, templateFiles } from './templar-rig.ts'

/** Templates over several files, with what Jinja2 3.1 makes of them. */
interface Case {
  readonly name: string
  readonly template: string
  readonly files?: Readonly<Record<string, string>>
  readonly expected?: string
  readonly error?: true
}

const cases = JSON.parse(readFileSync(new URL('./compiler-cases.json', import.meta.url), 'utf8')) as Case[]

const leaf = (v: string) => ({ v, c: [] })
const vars = {
  outer: 'O',
  flag: false,
  parent: 'base',
  tree: [{ v: 'a', c: [leaf('b'), { v: 'c', c: [leaf('d')] }] }],
}

test.each(cases.map((each) => [each.name, each] as const))('%s', (_name, { template, files = {}, expected }) => {
  const render = () => given(vars, templateFiles(files)).renderText(template, { file: 'main.j2' })
  if (expected === undefined) expect(render).toThrow(TemplateError)
  else expect(render()).toBe(expected)
})

test('an error in an included file is placed there', () => {
  const templar = given({}, templateFiles({ 'inc.j2': 'one\ntwo {{ nope }}' }))
  let error: unknown
  try {
    templar.renderText('{% include "inc.j2" %}', { file: 'main.j2' })
  } catch (caught) {
    error = caught
  }
  expect((error as TemplateError).diagnostic.position).toEqual({ file: '/templates/inc.j2', line: 2, column: 8 })
})

test('a template name does not lead out of the search path', () => {
  const templar = given({}, { searchPath: ['/templates'], readFile: (path) => path })
  expect(templar.renderText('{% include "/etc/passwd" %}', { file: 'm' })).toBe('/templates/etc/passwd')
  expect(() => templar.renderText('{% include "../secret" %}', { file: 'm' })).toThrow(TemplateError)
})

test('templates that include or extend themselves end in an error', () => {
  const files = templateFiles({ a: '{% include "a" %}', b: '{% extends "b" %}', c: '{% import "c" as x %}' })
  for (const template of ['{% include "a" %}', '{% extends "b" %}', '{% import "c" as x %}'])
    expect(() => given({}, files).renderText(template, { file: 'm' })).toThrow(TemplateError)
})
