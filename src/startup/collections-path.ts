import { readdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Config } from '../config/config.ts'

/** The folders where collections are installed: those that are set, then those of Python's packages, as pip leaves them. */
export const collectionsPath = (config: Config, env: NodeJS.ProcessEnv = process.env): readonly string[] => {
  const folders = config.list('COLLECTIONS_PATHS')
  return config.flag('COLLECTIONS_SCAN_SYS_PATH')
    ? [...folders, ...packageFolders(env).filter(holdsCollections)]
    : folders
}

const holdsCollections = (folder: string): boolean =>
  statSync(join(folder, 'ansible_collections'), { throwIfNoEntry: false })?.isDirectory() === true

/** Without asking Python, which need not be there: where its packages are by convention, the user's own first. */
const packageFolders = ({ PYTHONPATH = '', VIRTUAL_ENV, HOME = homedir() }: NodeJS.ProcessEnv): readonly string[] => {
  const local = join(HOME, '.local')
  const pipx = join(local, 'share/pipx/venvs')
  const roots = [
    ...(VIRTUAL_ENV === undefined ? [] : [VIRTUAL_ENV]),
    local,
    ...entries(pipx, /^ansible/).map((name) => join(pipx, name)),
    '/usr/local',
    '/usr',
  ]
  return [...PYTHONPATH.split(delimiter).filter(Boolean), ...roots.flatMap((root) => inLibrary(join(root, 'lib')))]
}

const inLibrary = (library: string): readonly string[] =>
  entries(library, /^python3(\.\d+)?$/).flatMap((python) =>
    ['dist-packages', 'site-packages'].map((packages) => join(library, python, packages)),
  )

const entries = (folder: string, pattern: RegExp): readonly string[] => {
  try {
    return readdirSync(folder).filter((name) => pattern.test(name))
  } catch {
    return []
  }
}
