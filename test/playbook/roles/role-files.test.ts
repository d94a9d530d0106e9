import { describe, expect, test } from 'vitest'
import { createProject } from '../../../src/playbook/project.ts'
import { loadRoleFile, loadRoleVars, type RolePart } from '../../../src/playbook/roles/role-files.ts'
import { type Files, plain, write } from '../rig.ts'

const role = (files: Files) => {
  const path = write(files)
  const position = { file: 'site.yml', line: 1, column: 1 }
  return { project: createProject('site.yml'), files: { path, name: 'a', position } }
}

const load = (files: Files, part: RolePart) => {
  const { project, files: at } = role(files)
  return loadRoleFile(project, at, part)?.value
}

const vars = (files: Files, from?: string) => {
  const { project, files: at } = role(files)
  return plain(loadRoleVars(project, at, { part: 'vars', from }))
}

describe('the file of a part', () => {
  test.each<[files: Files, found: string | undefined]>([
    [{ 'tasks/main.yml': 'yml', 'tasks/main.yaml': 'yaml', 'tasks/main': 'none' }, 'yml'],
    [{ 'tasks/main.yaml': 'yaml', 'tasks/main.json': '"json"' }, 'yaml'],
    [{ 'tasks/main.json': '"json"', 'tasks/main': 'none' }, 'json'],
    [{ 'tasks/main': 'none' }, 'none'],
    [{ 'tasks/other.yml': 'other' }, undefined],
    [{ 'tasks/main/a.yml': 'directory' }, undefined],
    [{ tasks: 'a file' }, undefined],
  ])('of %j is %j', (files, found) => {
    expect(load(files, { part: 'tasks' })).toBe(found)
  })

  test('of a name is that name before one with an extension', () => {
    const files = { 'tasks/x': 'none', 'tasks/x.yml': 'yml' }
    expect(load(files, { part: 'tasks', from: 'x' })).toBe('none')
    expect(load(files, { part: 'tasks', from: 'x.yml' })).toBe('yml')
    expect(load({ 'tasks/sub/x.yml': 'sub' }, { part: 'tasks', from: 'sub/x' })).toBe('sub')
  })

  test('of a name must be there, inside the role', () => {
    expect(() => load({ 'tasks/main.yml': '' }, { part: 'tasks', from: 'x' })).toThrow(
      'Could not find specified file in role: tasks/x',
    )
    expect(() => load({ 'tasks/main.yml': '', 'x.yml': '' }, { part: 'tasks', from: '../x' })).toThrow(
      'as it is not inside the expected role path',
    )
    const elsewhere = `${write({ 'x.yml': '' })}/x.yml`
    expect(() => load({ 'tasks/main.yml': '' }, { part: 'tasks', from: elsewhere })).toThrow(
      'as it is not inside the expected role path',
    )
    expect(load({}, { part: 'tasks', from: 'x' })).toBeUndefined()
  })
})

describe('variables', () => {
  test('are those of one file', () => {
    expect(vars({ 'vars/main.yml': 'a: 1', 'vars/more.yml': 'a: 2' })).toEqual({ a: 1 })
    expect(vars({ 'vars/more.yml': 'a: 2' }, 'more')).toEqual({ a: 2 })
    expect(vars({ 'vars/main.yml': '' })).toEqual({})
  })

  test('or of a directory, file by file in order, hidden and backup files left out', () => {
    const files = {
      'vars/main/a.yml': 'x: 1\ny: 1',
      'vars/main/b.yaml': 'y: 2',
      'vars/main/c/d.json': '{"z": 3}',
      'vars/main/e': 'w: 4',
      'vars/main/.f.yml': 'x: 5',
      'vars/main/g.yml~': 'x: 5',
      'vars/main/h.txt': 'x: 5',
      'vars/main/i.d/j.yml': 'x: 5',
    }
    expect(vars(files)).toEqual({ x: 1, y: 2, z: 3, w: 4 })
    expect(vars({ ...files, 'vars/main.yml': 'only: true' })).toEqual({ only: true })
  })

  test.each([
    [true, { d: { a: 1, n: 2, b: { c: 3 } } }],
    [false, { d: { n: 2, b: { c: 3 } } }],
  ])('of several files are merged where hash_behaviour says so: %s', (mergesDicts, expected) => {
    const { files } = role({ 'vars/main/a.yml': 'd: {a: 1, n: {x: 1}}', 'vars/main/b.yml': 'd: {n: 2, b: {c: 3}}' })
    const project = createProject('site.yml', { mergesDicts })
    expect(plain(loadRoleVars(project, files, { part: 'vars' }))).toEqual(expected)
  })
})
