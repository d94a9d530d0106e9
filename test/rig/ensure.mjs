/** Installs and builds what is missing, so that each npm script works straight from a clone. Needs Node.js only. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Installs the packages of package-lock.json unless these very versions are there already. */
export function ensureInstalled() {
  const installed = packages('node_modules/.package-lock.json')
  const wanted = Object.entries(packages('package-lock.json'))
  if (wanted.every(([name, { version, optional }]) => !name || optional || installed[name]?.version === version)) return
  say('installing packages')
  npm('ci', '--no-audit', '--no-fund', '--ignore-scripts')
}

/** Builds dist/ of src/, unless it is what the sources say already. */
export function build() {
  const sources = readdirSync(join(root, 'src'), { recursive: true }).map((name) => join('src', name))
  // Folders too: theirs is the time at which a file went.
  const changed = Math.max(...['src', 'build.mjs', 'tsconfig.json', 'tsconfig.types.json', ...sources].map(changedAt))
  if (changedAt('dist/cli.cjs') > changed) return
  say('building')
  const remove = () => rmSync(join(root, 'dist'), { recursive: true, force: true })
  remove()
  const status = run('npm', 'run', '--silent', 'build')
  if (status === 0) return
  remove()
  process.exit(status)
}

/** Runs a program with this terminal; its exit status, where it started at all. */
export function run(command, ...args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  if (error) throw error
  return status ?? 1
}

/** One line on what happens now. */
export const say = (text) => process.stderr.write(`runbook: ${text}\n`)

function npm(...args) {
  const status = run('npm', ...args)
  if (status !== 0) process.exit(status)
}

function packages(lockFile) {
  const path = join(root, lockFile)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {}
}

const changedAt = (path) => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0
