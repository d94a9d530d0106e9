import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { readExtraVars } from '../../src/startup/extra-vars.ts'
import { dict, Template } from '../../src/values.ts'

const directory = mkdtempSync(join(tmpdir(), 'runbook-extra-'))
afterAll(() => rmSync(directory, { recursive: true }))
const read = (...given: Parameters<typeof readExtraVars>[0]) => readExtraVars(given, undefined)

it('reads key=value as text', () => {
  expect(read('x=1 y="a b"')).toEqual(dict({ x: '1', y: 'a b' }))
})

it('reads JSON and YAML', () => {
  expect(read('{"x": 1, "l": [true]}')).toEqual(dict({ x: 1, l: [true] }))
  expect(read('{x: 1}')).toEqual(dict({ x: 1 }))
})

it('reads files', () => {
  const path = join(directory, 'vars.yml')
  writeFileSync(path, 'x: 1\n')
  expect(read(`@${path}`)).toEqual(dict({ x: 1 }))
})

it('lets later ones win', () => {
  expect(read('x=1 y=1', dict({ x: 2 }))).toEqual(dict({ x: 2, y: '1' }))
})

it('takes templates in values for templates', () => {
  expect(read('x={{y}}').get('x')).toBeInstanceOf(Template)
})

it.each([
  ['/etc/passwd', "Please prepend extra_vars filename '/etc/passwd' with '@'"],
  ['@/nowhere', "Unable to retrieve file contents. Could not find or access '/nowhere'"],
  ['[1, 2]', 'could not be made into a dictionary'],
  ['@/dev/null', "'@/dev/null' could not be made into a dictionary"],
])('refuses %s', (text, message) => {
  expect(() => read(text)).toThrow(message)
})
