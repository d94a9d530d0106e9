import { describe, expect, it } from 'vitest'
import { playbookWith } from './lookups-rig.ts'

describe('the file lookup', () => {
  it('finds files beside the playbook and in its files folder', () => {
    const { evaluate } = playbookWith({ 'files/a.txt': 'in files\n', 'b.txt': '  beside\n\n' })
    expect(evaluate("lookup('file', 'a.txt')")).toBe('in files')
    expect(evaluate("lookup('file', 'b.txt', lstrip=true)")).toBe('beside')
    expect(evaluate("lookup('file', 'b.txt', rstrip=false)")).toBe('  beside\n\n')
  })

  it('never evaluates what it read', () => {
    const { evaluate } = playbookWith({ 'a.txt': '{{ 1 + 1 }}' })
    expect(evaluate("lookup('file', 'a.txt')")).toBe('{{ 1 + 1 }}')
  })

  it('opens files that are vault text', () => {
    const { evaluate } = playbookWith({ s: 'sealed' }, { decrypt: (text) => text.replace('sealed', 'opened') })
    expect(evaluate("lookup('file', 's')")).toBe('opened')
    expect(evaluate("lookup('unvault', 's')")).toBe('opened')
  })

  it('says which file it could not find', () => {
    const { evaluate } = playbookWith({})
    expect(() => evaluate("lookup('file', 'nope')")).toThrow('could not locate file in lookup: nope')
    expect(evaluate("query('file', 'nope', errors='ignore')")).toEqual([])
  })
})

describe('the first_found lookup', () => {
  it('gives the first of the files that is there', () => {
    const { evaluate, basedir } = playbookWith({ 'files/b': '', 'vars/x.yml': '' })
    expect(evaluate("lookup('first_found', ['a', 'b'])")).toBe(`${basedir}/files/b`)
    expect(evaluate("lookup('first_found', {'files': 'a,x.yml', 'paths': ['nowhere', 'vars']})")).toBe(
      `${basedir}/vars/x.yml`,
    )
  })

  it('fails when none is there, unless told to skip', () => {
    const { evaluate } = playbookWith({})
    expect(() => evaluate("lookup('first_found', ['a'])")).toThrow('No file was found when using first_found.')
    expect(evaluate("query('first_found', {'files': ['a'], 'skip': true})")).toEqual([])
  })
})

describe('the fileglob lookup', () => {
  it('gives the files that match', () => {
    const { evaluate, basedir } = playbookWith({ 'files/a.conf': '', 'files/b.txt': '', 'files/sub/c.conf': '' })
    expect(evaluate("query('fileglob', '*.conf')")).toEqual([`${basedir}/files/a.conf`])
    expect(evaluate("query('fileglob', 'sub/*')")).toEqual([`${basedir}/files/sub/c.conf`])
  })
})

describe('the template lookup', () => {
  it('renders with the variables of the playbook and its own', () => {
    const { evaluate } = playbookWith({ 'templates/t.j2': '{{ a }}-{{ b }}' }, { vars: { a: 'x' } })
    expect(evaluate("lookup('template', 't.j2', template_vars={'b': 'y'})")).toBe('x-y')
  })
})

describe('the pipe and lines lookups', () => {
  it('give what a command prints', () => {
    const { evaluate } = playbookWith({ 'l.txt': 'a\nb\n' })
    expect(evaluate("lookup('pipe', 'cat l.txt')")).toBe('a\nb')
    expect(evaluate("query('lines', 'cat l.txt')")).toEqual(['a', 'b'])
  })

  it('fail with the status and what the command said', () => {
    const { evaluate } = playbookWith({})
    expect(() => evaluate("lookup('pipe', 'echo broken >&2; exit 3')")).toThrow(/returned 3: broken/)
  })
})
