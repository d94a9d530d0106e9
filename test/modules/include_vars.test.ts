import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import includeVars from '../../src/modules/include_vars.ts'
import { ModuleFailure } from '../../src/modules/kit/change.ts'
import { dict, fromPlain, type Value } from '../../src/values.ts'
import { type Given, runAction } from './rig.ts'

const root = mkdtempSync(join(tmpdir(), 'vars-'))
const files: Record<string, Value[] | Record<string, Value>> = {
  'v.yml': { v: 1, h: dict({ x: 1 }) as Value },
  'h.yml': { h: dict({ x: 1 }) as Value },
  'list.yml': [1],
  'd/b.json': { b: 1, over: 'b' },
  'd/a.yml': { a: 1, over: 'a' },
  'd/sub/c.yaml': { c: 1 },
  'deep/a.yml': { a: 1 },
  'deep/b/b.yml': { b: 1 },
  'deep/b/c/c.yml': { c: 1 },
  'deep/z/z.yml': { z: 1 },
  'e/x.yml': { x: 1 },
  'e/notes.txt': { n: 1 },
  'w/a.yml': { a: 1 },
  'w/b.txt': { b: 1 },
}
for (const [name, content] of Object.entries(files)) {
  mkdirSync(join(root, name, '..'), { recursive: true })
  writeFileSync(
    join(root, name),
    JSON.stringify(content, (_key, value) => (value instanceof Map ? { x: 1 } : value)),
  )
}

mkdirSync(join(root, 'l'))
symlinkSync(join(root, 'd/sub'), join(root, 'l/to-folder'))
symlinkSync(join(root, 'v.yml'), join(root, 'l/v.yml'))

const controller: Given['controller'] = {
  taskDirectory: root,
  find: (_kind, name) => {
    if (files[name]) return join(root, name)
    throw new ModuleFailure(`Could not find or access '${name}'`)
  },
  load: async (path) => ({ data: fromPlain(JSON.parse(readFileSync(path, 'utf8'))), encrypted: false }),
}

test.each<[Record<string, unknown>, Value, string[]]>([
  [{ file: 'v.yml' }, fromPlain({ v: 1, h: { x: 1 } }), ['v.yml']],
  [{ file: 'v.yml', name: 'all' }, fromPlain({ all: { v: 1, h: { x: 1 } } }), ['v.yml']],
  [{ file: 'h.yml', hash_behaviour: 'merge' }, fromPlain({ h: { old: 1, x: 1 } }), ['h.yml']],
  [{ dir: 'l' }, fromPlain({ v: 1, h: { x: 1 }, c: 1 }), ['l/v.yml', 'l/to-folder/c.yaml']],
  [{ dir: 'd' }, fromPlain({ a: 1, over: 'b', b: 1, c: 1 }), ['d/a.yml', 'd/b.json', 'd/sub/c.yaml']],
  [{ dir: 'deep', depth: 2 }, fromPlain({ a: 1, b: 1, z: 1 }), ['deep/a.yml', 'deep/b/b.yml', 'deep/z/z.yml']],
  [{ dir: 'd', depth: 1, ignore_files: ['a.yml'] }, fromPlain({ b: 1, over: 'b' }), ['d/b.json']],
  [{ dir: 'd', files_matching: '(?i)^C' }, fromPlain({ c: 1 }), ['d/sub/c.yaml']],
  [{ dir: 'e', ignore_unknown_extensions: true }, fromPlain({ x: 1 }), ['e/x.yml']],
])('%o loads %o', async (options, values, names) => {
  const variables = dict({ h: dict({ old: 1 }) })
  const { result, facts } = await runAction(includeVars, { options, controller, variables })
  const ansible_included_var_files = names.map((name) => join(root, name))
  expect(result).toEqual(dict({ changed: false, ansible_facts: values, ansible_included_var_files }))
  expect(facts).toEqual({ kind: 'include_vars', values })
})

test.each([
  [{ file: 'nope.yml' }, "Could not find or access 'nope.yml'"],
  [{ file: 'list.yml' }, 'ROOT/list.yml must be stored as a dictionary/hash'],
  [{}, 'Could not find file: neither a file nor a directory of variables is given'],
  [{ dir: 'nope' }, 'ROOT/nope directory does not exist'],
  [{ dir: 'v.yml' }, 'ROOT/v.yml is not a directory'],
  [{ dir: 'e' }, 'ROOT/e/notes.txt does not have a valid extension: yaml, yml, json'],
])('%o fails with %s', async (options, message) => {
  const { result } = await runAction(includeVars, { options, controller })
  const told = message.replace('ROOT', root)
  const nothing = { ansible_facts: new Map(), ansible_included_var_files: [] }
  expect(result).toEqual(dict({ failed: true, message: told, ...nothing }))
})

test('a folder with a wrong file fails when it comes to that file', async () => {
  const { result } = await runAction(includeVars, { options: { dir: 'w' }, controller })
  expect(result.get('ansible_included_var_files')).toEqual([join(root, 'w/a.yml')])
  expect(result.get('message')).toBe(`${join(root, 'w/b.txt')} does not have a valid extension: yaml, yml, json`)
})

test.each([
  [new Map(), "a 'NoneType' and a 'AnsibleMapping'"],
  [dict({ h: 5 }), "a 'int' and a 'AnsibleMapping'"],
])('can merge only with a dict that is there', async (variables, types) => {
  const options = { file: 'h.yml', hash_behaviour: 'merge' }
  const { result } = await runAction(includeVars, { options, controller, variables })
  const msg = `failed to combine variables, expected dicts but got ${types}.`
  expect(result).toEqual(dict({ failed: true, msg }))
})
