import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { Config } from '../../src/config/config.ts'
import { collectionsPath } from '../../src/startup/collections-path.ts'

const home = mkdtempSync(join(tmpdir(), 'home-'))
afterAll(() => rmSync(home, { recursive: true }))

const folders = {
  user: join(home, '.local/lib/python3.11/site-packages'),
  pipx: join(home, '.local/share/pipx/venvs/ansible/lib/python3.12/site-packages'),
  other: join(home, '.local/share/pipx/venvs/black/lib/python3.12/site-packages'),
  venv: join(home, 'venv/lib/python3.12/site-packages'),
  path: join(home, 'packages'),
}
for (const folder of Object.values(folders)) mkdirSync(join(folder, 'ansible_collections'), { recursive: true })
mkdirSync(join(home, 'venv/lib/python3.9/site-packages'), { recursive: true })

const pathOf = (env: NodeJS.ProcessEnv) =>
  collectionsPath(new Config({ ANSIBLE_COLLECTIONS_PATH: '/set', ...env }, home, () => undefined), {
    HOME: home,
    VIRTUAL_ENV: join(home, 'venv'),
    PYTHONPATH: folders.path,
  }).filter((path) => path === '/set' || path.startsWith(home))

it('searches what is set, then the packages of Python that hold collections', () => {
  expect(pathOf({})).toEqual(['/set', folders.path, folders.venv, folders.user, folders.pipx])
})

it('searches no packages where that is turned off', () => {
  expect(pathOf({ ANSIBLE_COLLECTIONS_SCAN_SYS_PATH: 'false' })).toEqual(['/set'])
})
