import { expect, it } from 'vitest'
import { pythonLibrary } from '../../../src/modules/programs/python-library.ts'

it('has what modules import most', async () => {
  const { modules, archive } = await pythonLibrary()
  for (const name of ['basic', '_text', 'common.text.converters', 'parsing.convert_bool', 'six', 'six.moves'])
    expect(modules).toContain(`ansible.module_utils.${name}`)
  expect(archive.name).toMatch(/^[0-9a-f]{16}$/)
})

it('is read once', () => {
  expect(pythonLibrary()).toBe(pythonLibrary())
})
