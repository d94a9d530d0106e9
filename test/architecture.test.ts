import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root, type SourceFile, sourceFiles } from './rig/source-files.ts'

/** What a folder of src/ may import besides itself, `errors`, `values` and `util`. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  values: [],
  util: [],
  events: [],
  vault: [],
  yaml: ['vault'],
  inventory: ['yaml'],
  playbook: ['yaml'],
  templating: ['yaml', 'vault'],
  vars: ['inventory', 'playbook', 'templating', 'yaml'],
  config: ['yaml'],
  connection: [],
  remote: ['connection'],
  modules: ['remote'],
  executor: [
    'inventory',
    'playbook',
    'vars',
    'templating',
    'yaml',
    'vault',
    'modules',
    'remote',
    'connection',
    'events',
  ],
  reporters: ['events', 'format-diagnostic'],
}

/** The stages' callers, which may import anything: the command line and the table of contents. */
const callers = ['cli', 'commands', 'startup', 'run-playbook', 'index']

/** Folders of tests that stand for no folder of src/. */
const ownTests = [
  'architecture.test.ts',
  'bin',
  'compatibility.test.ts',
  'conformance',
  'docker',
  'fuzz',
  'hosts',
  'lab',
  'playbooks',
  'reference',
  'rig',
]

const sources = sourceFiles('src')
const tests = sourceFiles('test').filter(({ path }) => /\.test\.tsx?$/.test(path))

describe('the sources', () => {
  it('import only what the layout allows', () => {
    expect(sources.flatMap(forbiddenImports)).toEqual([])
  })

  it('import files that are there', () => {
    const missing = sources.flatMap(({ path, imports }) =>
      imports.filter((to) => !existsSync(join(root, to.path))).map((to) => `${path} -> ${to.path}`),
    )
    expect(missing).toEqual([])
  })

  it('have no cycles of imports', () => {
    expect(cycles(sources)).toEqual([])
  })

  it('have no barrel files', () => {
    const barrels = sources.filter(({ path, text }) => path !== 'src/index.ts' && isBarrel(path, text))
    expect(barrels.map(({ path }) => path)).toEqual([])
  })

  it('print only from the command line and the reporters', () => {
    const prints = /\bconsole\s*\.|process\.stdout\.write/
    const printing = sources.filter(({ path, text }) => !mayPrint(path) && prints.test(withoutComments(text)))
    expect(printing.map(({ path }) => path)).toEqual([])
  })

  it('have names in kebab case, save for modules, which are called as playbooks spell them', () => {
    const wellNamed = (path: string) =>
      /^src\/modules\/[a-z0-9_]+\.ts$/.test(path) || /^[a-z0-9]+(-[a-z0-9]+)*\.tsx?$/.test(basename(path))
    expect(sources.map(({ path }) => path).filter((path) => !wellNamed(path))).toEqual([])
  })
})

describe('the tests', () => {
  it('stand where the file stands that they test', () => {
    const mirrored = tests.filter(({ path }) => !ownTests.includes(path.split('/')[1]!))
    expect(mirrored.map(({ path }) => path).filter((path) => !hasSource(path))).toEqual([])
  })

  it('are there for every module', () => {
    const modules = sources.filter(
      ({ path, text }) => /^src\/modules\/\w+\.ts$/.test(path) && /^export default/m.test(text),
    )
    const untested = modules.filter(
      ({ path }) => !existsSync(join(root, path.replace('src/', 'test/').replace('.ts', '.test.ts'))),
    )
    expect(untested.map(({ path }) => path)).toEqual([])
  })
})

/** `vars` for src/vars/scope.ts, `cli` for src/cli.ts. */
const stage = (path: string): string => path.split('/')[1]!.replace(/\.tsx?$/, '')

function forbiddenImports({ path, imports }: SourceFile): string[] {
  const from = stage(path)
  if (callers.includes(from)) return []
  const allowed = [from, 'errors', 'values', 'util', ...(mayImport[from] ?? [])]
  return imports.filter((to) => !allowed.includes(stage(to.path))).map((to) => `${path} -> ${to.path}`)
}

/** The cycles among what is imported at run time, each named once from where it was first met. */
function cycles(files: readonly SourceFile[]): string[] {
  const runtimeImports = new Map(
    files.map(({ path, imports }) => [path, imports.filter(({ typeOnly }) => !typeOnly).map((to) => to.path)]),
  )
  const found: string[] = []
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) found.push([...trail.slice(trail.indexOf(path)), path].join(' -> '))
    if (done.has(path) || trail.includes(path)) return
    for (const next of runtimeImports.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const { path } of files) visit(path, [])
  return found
}

function isBarrel(path: string, text: string): boolean {
  const statements = withoutComments(text).trim()
  return (
    /^index\.tsx?$/.test(basename(path)) ||
    (statements !== '' && statements.replace(/^export\s[^;]*?from\s+'[^']+'/gm, '').trim() === '')
  )
}

const mayPrint = (path: string): boolean =>
  stage(path) === 'cli' || stage(path) === 'commands' || stage(path) === 'reporters'

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')

/** test/yaml/load.test.ts stands for src/yaml/load.ts, or for the folder src/yaml/load/; a contract, for all its folder. */
function hasSource(test: string): boolean {
  if (/\/(conformance|contract)\.test\.ts$/.test(test))
    return existsSync(join(root, dirname(test.replace('test/', 'src/'))))
  const source = test.replace('test/', 'src/').replace(/\.test\.tsx?$/, '')
  return ['.ts', '.tsx', ''].some((extension) => existsSync(join(root, source + extension)))
}
