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

  test('gives a schema with every module under both its names', async () => {
    const schema = JSON.parse((await doc('--schema')).stdout)
    const { task, modules, play } = schema.$defs
    expect(task.properties['ansible.builtin.copy']).toEqual({ $ref: '#/$defs/modules/copy' })
    expect(modules.copy.anyOf[0].properties).toHaveProperty('content')
    expect(play.properties.tasks.items).toEqual({ $ref: '#/$defs/task' })
  })

  test.each([
    [['cpoy'], 1, 'did you mean "copy"?'],
    [[], 2, 'name a module, or give --list'],
  ])('of %j says what is wrong', async (args, status, message) => {
    const ended = await doc(...args)
    expect(ended.status).toBe(status)
    expect(ended.stderr).toContain(message)
  })
})
