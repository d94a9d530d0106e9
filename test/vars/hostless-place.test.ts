import { expect, test } from 'vitest'
import { Template, type Value } from '../../src/values.ts'
import { hostlessPlace, hostlessPlay, promptDefaults } from '../../src/vars/hostless-place.ts'
import { Variables } from '../../src/vars/variables.ts'
import { parse } from '../playbook/rig.ts'

const files = {
  'site.yml': `
- hosts: all
  vars: { a: play, b: play }
  vars_files: [more.yml]
  vars_prompt: [{ name: p, default: d }, { name: q }]
  roles: [{ role: r, x: param }]
  tasks:
    - block:
        - ping:
      vars: { b: block }
`,
  'more.yml': 'f: file',
  'roles/r/defaults/main.yml': 'd: default\na: default',
  'roles/r/vars/main.yml': 'v: role',
  'roles/r/tasks/main.yml': '- ping:',
}

const inventory = {
  layers: () => [],
  hostNames: () => [],
  groups: () => new Map(),
  groupNames: () => [],
  source: () => ({ directory: null, file: null }),
}

const parsed = parse(files)
const variables = new Variables({
  inventory,
  varsFolders: () => [],
  extraVars: new Map([['e', 'extra']]),
  merge: false,
  injectFacts: false,
  exportsUses: false,
  options: new Map(),
  hostvars: () => new Map(),
  vars: () => new Map(),
})
const source = {
  load: (path: string): Value => parsed.project.loadFile(path),
  templar: () => {
    throw new Error('no name of a file is a template here')
  },
}

test('a task before any host sees what doesn’t depend on one', () => {
  const [ofRole, task] = parsed.tasks
  const seen = (names: string, node = task!) => {
    const scope = variables.scope(hostlessPlace(node, source))
    return names.split(' ').map((name) => scope.get(name))
  }
  expect(seen('a b d v f e x p')).toEqual(['play', 'block', 'default', 'role', 'file', 'extra', undefined, undefined])
  expect(seen('b x role_path', ofRole!)).toEqual(['play', 'param', `${parsed.directory}/roles/r`])
  expect(seen('b playbook_dir', parsed.play as never)).toEqual(['play', parsed.directory])
})

test('roles imported in private are not seen by the play', () => {
  const { play } = parse({
    ...files,
    'site.yml': '[{hosts: all, tasks: [{import_role: {name: r, public: false}}, {import_role: {name: r}}]}]',
  })
  expect(hostlessPlay(play, source).roles).toEqual({
    all: play.importedRoles,
    shared: [play.importedRoles[1]],
  })
})

test('what nobody is asked for has its default', () => {
  expect([...promptDefaults(parsed.play)]).toEqual([
    ['p', 'd'],
    ['q', null],
  ])
})

test('a file named by a variable of the play is read', () => {
  const { play, project } = parse({
    'site.yml': '[{hosts: all, vars: {n: more.yml}, vars_files: ["{{ n }}"]}]',
    'more.yml': 'f: file',
  })
  const [item] = play.vars_files
  expect(item).toBeInstanceOf(Template)
  const templar = () => ({ evaluate: () => 'more.yml' }) as never
  const [layer] = hostlessPlay(play, { load: project.loadFile, templar }).varsFiles(undefined)
  expect(layer?.values.get('f')).toBe('file')
})
