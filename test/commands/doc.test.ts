import { describe, expect, test } from 'vitest'
import { keywordsOf } from '../../src/playbook/keywords/keywords.ts'
import { folderWith, run } from './rig.ts'

const folder = folderWith()
const doc = (...args: readonly string[]) => run(folder, 'doc', ...args)

describe('runbook doc', () => {
  test('tells what a module does and its options, required ones first', async () => {
    const { status, stdout } = await doc('ansible.builtin.file')
    expect(status).toBe(0)
    expect(stdout).toContain('> ANSIBLE.BUILTIN.FILE    (built in)\n\n        Make directories and links')
    expect(stdout).toContain('= path\n        The path.\n        aliases: [dest, name]\n        type: path\n')
    expect(stdout).toContain('        choices: [absent, directory, file, hard, link, touch]\n        default: ')
    expect(stdout).not.toContain('_original_basename')
    expect(stdout.indexOf('= path')).toBeLessThan(stdout.indexOf('- access_time'))
  })

  test('gives the same as JSON', async () => {
    const { stdout } = await doc('--json', 'file')
    expect(JSON.parse(stdout).file.doc.options.path).toEqual({
      type: 'path',
      required: true,
      description: ['The path.'],
      aliases: ['dest', 'name'],
    })
  })

  test('lists all modules', async () => {
    const { stdout } = await doc('-l')
    expect(stdout).toMatch(/^ansible\.builtin\.copy +\S.*\n/m)
  })

  test('lists what a text stands in, and plugins of other types', async () => {
    expect((await doc('-l', 'lineinf')).stdout).toMatch(/^ansible\.builtin\.lineinfile .*\n$/)
    expect((await doc('-l', 'ansible.builtin')).stdout).toContain('\nansible.builtin.copy ')
    expect((await doc('-l', '-t', 'lookup')).stdout).toContain(
      "\nansible.builtin.env  Variables of this machine's environment\n".replace('  ', ' '.repeat(17)),
    )
    expect((await doc('-l', '-t', 'callback')).stdout).toMatch(/^ansible\.builtin\.default +Show each task/m)
    expect((await doc('-l', '-t', 'keyword')).stdout).toContain('\ndelegate_to: Another host that does the task.\n')
    expect(JSON.parse((await doc('-l', '-j', '-t', 'strategy')).stdout)).toHaveProperty(['ansible.builtin.free'])
  })

  test('shows how modules are used and what they return', async () => {
    const { stdout } = await doc('stat')
    expect(stdout).toContain('EXAMPLES:\n\n- name: Look for a marker\n  ansible.builtin.stat:\n')
    expect(stdout).toMatch(/RETURN VALUES:\n\n- stat\n {8}What is there\.[\s\S]* {8}returned: always\n {8}type: dict\n/)
    const { stat } = JSON.parse((await doc('-j', 'stat')).stdout)
    expect(stat).toMatchObject({
      examples: expect.stringMatching(/^\n- name: Look/),
      return: { stat: { type: 'dict' } },
    })
  })

  test('tells of plugins and where their options are set', async () => {
    const { stdout } = await doc('-t', 'become', 'ansible.builtin.su')
    expect(stdout).toMatch(/^> ANSIBLE\.BUILTIN\.SU {4}\(built in\)\n\n {8}Run as another user/)
    expect(stdout).toContain(
      '- become_exe\n        The program to call, where it has another name or place.\n        default: su\n        env: ANSIBLE_BECOME_EXE, ANSIBLE_SU_EXE\n',
    )
    expect((await doc('-F', '-t', 'cache', '*json*')).stdout).toBe('ansible.builtin.jsonfile (built in)\n')
    expect((await doc('-l', '-t', 'cliconf')).stdout).toBe('')
    expect((await doc('-s', '-t', 'lookup', 'env')).stdout).toBe("lookup('env', < _terms >)\n")
  })

  test('tells of keywords', async () => {
    const { stdout } = await doc('-t', 'keyword', 'when', 'with_items')
    expect(stdout).toMatch(/^when:\n {2}applies_to:\n {2}- Role\n {2}- Block\n {2}- Task\n {2}- Handler\n/)
    expect(stdout).toContain('template: implicit\n  type: list\nwith_items:\n')
    const { hosts } = JSON.parse((await doc('-j', '-t', 'keyword', 'hosts')).stdout)
    expect(hosts).toMatchObject({ applies_to: ['Play'], priority: -2, template: 'explicit', type: 'list' })
  })

  test('has a text for every keyword and every plugin', async () => {
    const { all } = JSON.parse((await doc('--metadata-dump')).stdout)
    const plugins = Object.entries(all).filter(([type]) => type !== 'keyword' && type !== 'role')
    const without = plugins.flatMap(([, ofType]) =>
      Object.entries(ofType as Record<string, { doc: { short_description: string } }>)
        .filter(([, one]) => one.doc.short_description === '')
        .map(([name]) => name),
    )
    expect(without).toEqual([])
    const keywords = [keywordsOf.Play, keywordsOf.Block, keywordsOf.Task].flatMap((table) => Object.keys(table))
    expect(Object.keys(all.keyword).sort()).toEqual([...new Set(keywords)].sort())
  })

  test('gives a task to start from', async () => {
    const { stdout } = await doc('-s', 'file', 'ping')
    expect(stdout).toMatch(/^- name: Make directories and links.*\n {2}file:\n {6}access_time: +# \S/)
    expect(stdout).toMatch(/\n {6}path: +# \(required\) The path\.\n/)
    expect(stdout).toContain('\n- name: Connect to the host')
  })

  test('gives a schema with every module under both its names', async () => {
    const schema = JSON.parse((await doc('--schema')).stdout)
    const { task, modules, play } = schema.$defs
    expect(task.properties['ansible.builtin.copy']).toEqual({ $ref: '#/$defs/modules/copy' })
    expect(modules.copy.anyOf[0].properties).toHaveProperty('content')
    expect(play.properties.tasks.items).toEqual({ $ref: '#/$defs/task' })
  })

  test.each([
    [['cpoy'], 0, 'cpoy was not found; did you mean "copy"?'],
    [['-l', 'nosuch'], 1, 'Invalid collection name (must be of the form namespace.collection): nosuch'],
    [['-l', 'foo.bar'], 1, 'unable to locate collection foo.bar'],
    [['-s', '-t', 'become', 'su'], 1, 'plugin types: inventory, lookup, module'],
    [['-t', 'keyword', 'wen'], 0, "Skipping Invalid keyword 'wen'"],
    [[], 5, 'Missing name(s), incorrect options passed'],
    [['-t', 'nonsense', '-l'], 2, 'is invalid'],
    [['-t', 'lookup', 'evn'], 0, 'evn was not found; did you mean "env"?'],
  ])('of %j says what is wrong', async (args, status, message) => {
    const ended = await doc(...args)
    expect(ended.status).toBe(status)
    expect(ended.stderr).toContain(message)
  })
})

describe('roles', () => {
  const project = folderWith({
    'roles/web/meta/argument_specs.yml': `argument_specs:
  main:
    short_description: Serves pages
    description: [Installs C(nginx)., And starts it.]
    author: [Somebody]
    options:
      sites:
        type: list
        elements: dict
        description: The sites.
        options: { name: { required: true, description: Its name. } }
  other: { short_description: Something else }
`,
    'roles/old/meta/main.yml': 'argument_specs: {main: {short_description: Of old}}\n',
    'roles/plain/tasks/main.yml': '[]\n',
    'collections/ansible_collections/acme/tools/roles/sharp/meta/argument_specs.yaml':
      'argument_specs: {main: {short_description: Cuts}}\n',
    'broken/bad/meta/argument_specs.yml': 'argument_specs: [\n',
  })
  const roles = (...args: readonly string[]) => run(project, 'doc', '-t', 'role', ...args)

  test('are listed with their entry points', async () => {
    expect((await roles('-l', '--playbook-dir', '.')).stdout).toBe(
      'acme.tools.sharp main  Cuts\nold              main  Of old\nweb              main  Serves pages\nweb              other Something else\n',
    )
    const { web } = JSON.parse((await roles('-l', '-j', '-r', 'roles')).stdout)
    expect(web).toEqual({ collection: '', entry_points: { main: 'Serves pages', other: 'Something else' } })
    expect((await roles('-l', '--playbook-dir', '.', 'acme.tools')).stdout).toBe('acme.tools.sharp main Cuts\n')
  })

  test('are told of with all their options', async () => {
    const { stdout } = await roles('-r', 'roles', 'web')
    expect(stdout).toBe(`> WEB    (${project}/roles/web)

ENTRY POINT: main - Serves pages

        Installs \`nginx'.
        And starts it.

OPTIONS (= is mandatory):

- sites
        The sites.
        default: null
        elements: dict
        type: list

        OPTIONS:

        = name
                Its name.

AUTHOR: Somebody

ENTRY POINT: other - Something else
`)
  })

  test('are told of by an entry point, as JSON, and not at all where there is nothing', async () => {
    expect((await roles('-r', 'roles', '-e', 'other', 'web')).stdout).not.toContain('main')
    expect(JSON.parse((await roles('-r', 'roles', '-j', 'web')).stdout).web).toMatchObject({
      path: `${project}/roles/web`,
      entry_points: { other: { short_description: 'Something else' } },
    })
    const nothing = await roles('-r', 'roles', 'plain', 'nowhere')
    expect([nothing.status, nothing.stdout, nothing.stderr]).toEqual([0, '', ''])
  })

  test('that can not be read stop a dump, unless it is not to fail', async () => {
    expect((await run(project, 'doc', '--metadata-dump', '-r', 'broken')).status).toBe(4)
    const { status, stdout } = await run(project, 'doc', '--metadata-dump', '--no-fail-on-errors', '-r', 'broken')
    expect([status, JSON.parse(stdout).all.role]).toEqual([0, { error: expect.stringContaining('flow') }])
  })
})
