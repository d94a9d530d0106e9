import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pythonProgram } from '../../../src/modules/programs/python-archive.ts'

/** A project's own code by its full name. */
const code: Readonly<Record<string, string>> = {
  'ansible.module_utils.words': 'from ansible.module_utils.deep.more import x\n',
  'ansible.module_utils.deep': '# package',
  'ansible.module_utils.deep.more': 'from . import side\n',
  'ansible.module_utils.deep.side': '',
  'ansible_collections.acme.tools.plugins.module_utils.kit': '',
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runbook-python-'))
  for (const [name, text] of Object.entries(code)) writeFileSync(join(folder, name), text)
})
afterAll(() => rmSync(folder, { recursive: true }))

const put = async (text: string, name = 'ansible.modules.greet') => {
  const find = (wanted: string) =>
    wanted in code ? { path: join(folder, wanted), isPackage: wanted.endsWith('.deep') } : undefined
  const library = new Set(['ansible', 'ansible.module_utils', 'ansible.module_utils.basic'])
  const { archive, missing } = await pythonProgram(
    { name, path: '/p/greet.py', content: Buffer.from(text) },
    { find, library },
  )
  const listed = [...archive.content.toString('latin1').matchAll(/PK\x01\x02[\s\S]{42}([\w./]+?\.py)(?=PK)/g)]
  return { files: listed.map((match) => match[1]), missing }
}

it('sends the code of the project that a module imports, and what that imports', async () => {
  const { files, missing } = await put('from ansible.module_utils.words import a\n')
  expect(files).toEqual([
    'ansible/module_utils/deep/__init__.py',
    'ansible/module_utils/deep/more.py',
    'ansible/module_utils/deep/side.py',
    'ansible/module_utils/words.py',
    'ansible/modules/greet.py',
  ])
  expect(missing).toEqual([])
})

it('makes the packages that a collection lies in', async () => {
  const { files } = await put('from ..module_utils import kit\n', 'ansible_collections.acme.tools.plugins.modules.m')
  expect(files).toContain('ansible_collections/acme/tools/plugins/module_utils/kit.py')
  expect(files).toContain('ansible_collections/acme/__init__.py')
})

it('tells of imports that neither the project nor the library has, unless they may fail', async () => {
  const { missing } = await put(
    `import os
from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.odd import x
from ansible.module_utils import strange
try:
    from ansible.module_utils.rare import y
except ImportError:
    pass
`,
  )
  expect(missing).toEqual([
    { name: 'ansible.module_utils.odd', file: '/p/greet.py', line: 3 },
    { name: 'ansible.module_utils.strange', file: '/p/greet.py', line: 4 },
  ])
})
