import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Controller, RenderSettings } from '../../src/modules/kit/controller.ts'
import template from '../../src/modules/template.ts'
import { Unknown } from '../../src/values.ts'
import { runModule } from './plan-rig.ts'

const root = mkdtempSync(join(tmpdir(), 'template-'))
let rendered: [string, RenderSettings][] = []

const controller = (text: string | Unknown): Partial<Controller> => ({
  find: (kind, name) => `/play/${kind}/${name}`,
  render: async (path, settings) => {
    rendered.push([path, settings])
    return text
  },
})

const run = (options: Record<string, unknown>, text: string | Unknown = 'text\n', dryRun = false) =>
  runModule(template, { options: { src: 'a.j2', ...options }, controller: controller(text), dryRun })

test('the text is put into the file once', async () => {
  const dest = join(root, 'one')
  const { result } = await run({ dest, mode: '0600' })
  expect(Object.fromEntries(result)).toMatchObject({
    changed: true,
    dest,
    mode: '0600',
    size: 5,
    state: 'file',
    src: '/play/templates/a.j2',
  })
  expect(readFileSync(dest, 'utf8')).toBe('text\n')
  expect((await run({ dest, mode: '0600' })).changes).toEqual([])
})

test('in a directory the file has the name of the template', async () => {
  expect((await run({ dest: root })).result.get('dest')).toBe(join(root, 'a.j2'))
})

test('options of the language are handed over', async () => {
  rendered = []
  await run({ dest: join(root, 'two'), newline_sequence: '\\r\\n', variable_start_string: '[[', lstrip_blocks: true })
  const settings = { newline_sequence: '\r\n', variable_start_string: '[[', lstrip_blocks: true, trim_blocks: true }
  expect(rendered).toEqual([['/play/templates/a.j2', expect.objectContaining(settings)]])
})

test('the file is written in the encoding asked for', async () => {
  const dest = join(root, 'latin')
  await run({ dest, output_encoding: 'latin-1' }, 'é')
  expect([...readFileSync(dest)]).toEqual([0xe9])
})

test('a text that only the real run knows is a change', async () => {
  const dest = join(root, 'unknown')
  writeFileSync(dest, 'old')
  const { changed, changes } = await run({ dest }, new Unknown('a fact'), true)
  expect(changed).toBe(true)
  expect(changes[0]?.diff).toMatchObject([{ prepared: '(known after apply)\n' }])
})

test('another newline sequence is refused', async () => {
  await expect(run({ dest: '/x', newline_sequence: 'x' })).rejects.toThrow(
    'newline_sequence needs to be one of: \n, \r or \r\n',
  )
})
