import { expect, test } from 'vitest'
import { parseOptions } from '../../../src/modules/kit/parse-options.ts'
import { loadModule } from '../../../src/modules/registry.ts'

test.each([
  ['copy', 'dest is required'],
  ['template', 'src and dest are required'],
  ['assemble', 'src and dest are required'],
  ['unarchive', 'src (or content) and dest are required'],
  ['group_by', "the 'key' param is required when using group_by"],
  ['file', 'missing required arguments: path'],
])('%s says what it needs', async (name, message) => {
  const module = await loadModule(name)!
  expect(() => parseOptions(module, new Map())).toThrow(message)
})

test('an option that has a default counts among those of which one is needed', async () => {
  const parsed = parseOptions(await loadModule('apt')!, new Map([['state', 'present']]))
  expect(parsed.options).toMatchObject({ state: 'present', autoremove: false })
  await expect(async () => parseOptions(await loadModule('timezone')!, new Map())).rejects.toThrow(
    'one of the following is required: hwclock, name',
  )
})
