import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadYamlFile, loadYamlFileDocuments } from '../../src/yaml/load-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'runbook-yaml-'))
afterAll(() => rmSync(folder, { recursive: true }))

const write = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

test('a file is read once until it changes', () => {
  const path = write('a.yml', 'x: 1\n')
  const first = loadYamlFile(path)
  expect(loadYamlFile(path)).toBe(first)
  writeFileSync(path, 'x: 2\n')
  utimesSync(path, 1, 1)
  expect(loadYamlFile(path)).toEqual(new Map([['x', 2]]))
})

test('JSON is read with its own escapes and numbers', () => {
  const path = write('a.json', '{\n\t"a": "\\u00e9\\/",\n\t"b": [true, null, 1]\n}\n')
  expect(loadYamlFile(path)).toEqual(
    new Map<string, unknown>([
      ['a', 'é/'],
      ['b', [true, null, 1]],
    ]),
  )
})

test('a file that is encrypted as a whole is opened', () => {
  const path = write('v.yml', '$ANSIBLE_VAULT;1.1;AES256\n6162\n')
  expect(loadYamlFile(path, { vault: () => 'a: 1\n' })).toEqual(new Map([['a', 1]]))
  expect(() => loadYamlFileDocuments(path)).toThrow('Attempting to decrypt but no vault secrets found')
})

test('a missing file is named', () => {
  expect(() => loadYamlFile(join(folder, 'none.yml'))).toThrow("none.yml doesn't exist")
})
