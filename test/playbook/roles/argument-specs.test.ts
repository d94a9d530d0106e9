import { describe, expect, test } from 'vitest'
import { listedName } from '../../../src/playbook/names.ts'
import { type Files, mistake, parse, parseTasks, plain } from '../rig.ts'

const spec = (text: string) => `argument_specs: {main: ${text}}`
const site = {
  'site.yml': '[{hosts: all, roles: [{role: a, size: 1}]}]',
  'roles/a/tasks/main.yml': '- { name: t, ping: }',
}

describe('a role’s argument spec', () => {
  test.each<[what: string, files: Files]>([
    ['meta/argument_specs.yml', { 'roles/a/meta/argument_specs.yml': spec('{options: {size: {type: int}}}') }],
    ['meta/argument_specs.yaml', { 'roles/a/meta/argument_specs.yaml': spec('{options: {size: {type: int}}}') }],
    ['meta/main.yml', { 'roles/a/meta/main.yml': spec('{options: {size: {type: int}}}') }],
  ])('is read from %s', (_, files) => {
    const { play, tasks } = parse({ ...site, ...files })
    const { argumentSpec } = play.roles[0]!
    expect([argumentSpec?.entryPoint, plain(argumentSpec?.options)]).toEqual(['main', { size: { type: 'int' } }])
    expect(tasks.map(listedName)).toEqual(["a : Validating arguments against arg spec 'main'", 'a : t'])
  })

  test('is checked by a task before the others, which always runs', () => {
    const { tasks, directory } = parse({
      ...site,
      'roles/a/meta/argument_specs.yml': spec('{short_description: "A: b", options: {size: {type: int}}}'),
    })
    const [task] = tasks
    expect(listedName(task!)).toBe("a : Validating arguments against arg spec 'main' - A: b")
    expect(task).toMatchObject({ action: 'ansible.builtin.validate_argument_spec', tags: ['always'] })
    expect(plain(task!.args)).toEqual({
      argument_spec: { size: { type: 'int' } },
      provided_arguments: { size: 1 },
      validate_args_context: { type: 'role', name: 'a', argument_spec_name: 'main', path: `${directory}/roles/a` },
    })
  })

  test('is that of the entry point in use', () => {
    const files = {
      'roles/a/tasks/main.yml': '',
      'roles/a/tasks/other.yml': '',
      'roles/a/meta/argument_specs.yml': 'argument_specs: {other: {options: {x: {}}}}',
    }
    const names = (from: string) => parseTasks(`- import_role: { name: a, ${from} }`, files).tasks.map(listedName)
    expect(names('tasks_from: other')).toEqual(["a : Validating arguments against arg spec 'other'"])
    expect(names('tasks_from: main')).toEqual([])
    expect(names('tasks_from: other, rolespec_validate: false')).toEqual([])
  })

  test('may be empty, but its options are a mapping', () => {
    expect(parse({ ...site, 'roles/a/meta/argument_specs.yml': 'argument_specs: {main: {}}' }).tasks).toHaveLength(1)
    expect(parse({ ...site, 'roles/a/meta/argument_specs.yml': '' }).tasks).toHaveLength(1)
    expect(mistake({ ...site, 'roles/a/meta/argument_specs.yml': spec('{options: [a]}') })).toBe(
      "roles/a/meta/argument_specs.yml:1:34: 'options' of an argument spec must be a dictionary, not a list",
    )
  })
})
