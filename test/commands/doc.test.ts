import { describe, expect, test } from 'vitest'
import { folderWith, run } from './rig.ts'

const folder = folderWith()
const doc = (...args: readonly string[]) => run(folder, 'doc', ...args)

describe('runbook doc', () => {
  test('tells what a module does and its options, required ones first', async () => {
    const { status, stdout } = await doc('ansible.builtin.file')
    expect(status).toBe(0)
    expect(stdout).toContain('FILE\n\n  Make directories and links')
    expect(stdout).toContain('= path\n        The path.\n        type: path\n        aliases: dest, name\n')
    expect(stdout).toContain('        choices: absent, directory, file, hard, link, touch\n')
    expect(stdout).not.toContain('_original_basename')
    expect(stdout.indexOf('= path')).toBeLessThan(stdout.indexOf('- access_time'))
  })

  test('gives the same as JSON', async () => {
    const { stdout } = await doc('--json', 'file')
    expect(JSON.parse(stdout).file.doc.options.path).toEqual({
      type: 'path',
      required: true,
      description: 'The path.',
      aliases: ['dest', 'name'],
    })
  })

  test('lists all modules', async () => {
    const { stdout } = await doc('-l')
    expect(stdout).toMatch(/^copy +\S.*\n/m)
  })

  test('lists what a text stands in, and plugins of other types', async () => {
    expect((await doc('-l', 'lineinf')).stdout).toMatch(/^lineinfile {2}.*\n$/)
    expect((await doc('-l', 'ansible.builtin')).stdout).toContain('\ncopy')
    expect((await doc('-l', '-t', 'lookup')).stdout).toContain('\nenv\n')
    expect((await doc('-l', '-t', 'callback')).stdout).toMatch(/^default$/m)
    expect((await doc('-l', '-t', 'keyword')).stdout).toContain('\ndelegate_to\n')
    expect(JSON.parse((await doc('-l', '-j', '-t', 'strategy')).stdout)).toHaveProperty('free')
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
    [['cpoy'], 1, 'did you mean "copy"?'],
    [[], 5, 'Missing name(s), incorrect options passed'],
    [['-t', 'nonsense', '-l'], 2, 'is invalid'],
    [['-t', 'lookup', 'env'], 1, 'give --list for their names'],
  ])('of %j says what is wrong', async (args, status, message) => {
    const ended = await doc(...args)
    expect(ended.status).toBe(status)
    expect(ended.stderr).toContain(message)
  })
})
