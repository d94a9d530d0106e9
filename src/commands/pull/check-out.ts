/** A repository brought up to date through the system's git. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { dumpJson } from '../../util/python-json.ts'
import { dict, type Value } from '../../values.ts'

/** What is to be fetched, and how. */
export interface CheckoutOptions {
  readonly url: string
  readonly folder: string
  /** Branch, tag or commit; the repository's own choice when absent. */
  readonly version?: string | undefined
  /** The whole history instead of the last commit. */
  readonly whole?: boolean | undefined
  readonly clean?: boolean
  readonly verify?: boolean
  readonly trackSubmodules?: boolean
  readonly acceptHostKey?: boolean
  readonly keyFile?: string | undefined
}

export interface Checkout {
  readonly state: 'changed' | 'unchanged' | 'failed'
  /** What to show, as the result of an ad-hoc task looks. */
  readonly text: string
}

/** Clones or updates a folder. */
export const checkOut = (options: CheckoutOptions): Checkout => {
  const git = gitIn(options)
  try {
    const before = existsSync(join(options.folder, '.git')) ? commitOf(git) : undefined
    if (before === undefined) clone(options, git)
    else update(options, git)
    if (options.verify) git('verify-commit', 'HEAD')
    submodules(options, git)
    const after = commitOf(git)!
    const state = before === after ? 'unchanged' : 'changed'
    return { state, text: resultText(state === 'changed' ? 'CHANGED' : 'SUCCESS', { before: before ?? null, after }) }
  } catch (error) {
    if (!(error instanceof GitError)) throw error
    return { state: 'failed', text: resultText('FAILED!', { changed: false, msg: error.message }) }
  }
}

class GitError extends Error {}

type Git = (...args: readonly string[]) => string

const gitIn =
  ({ folder, acceptHostKey, keyFile }: CheckoutOptions): Git =>
  (...args) => {
    const cwd = existsSync(folder) ? folder : undefined
    const { status, stdout, stderr, error } = spawnSync('git', args, {
      cwd,
      encoding: 'utf8',
      stdio: ['inherit', 'pipe', 'pipe'],
      env: { ...process.env, ...sshCommand(acceptHostKey === true, keyFile) },
    })
    if (error) throw new GitError(`git can't be run: ${error.message}`)
    if (status !== 0) throw new GitError(`git ${args[0]} failed: ${stderr.trim() || stdout.trim()}`)
    return stdout.trim()
  }

const sshCommand = (acceptHostKey: boolean, keyFile: string | undefined): Readonly<Record<string, string>> => {
  const options = [
    ...(acceptHostKey ? ['-o StrictHostKeyChecking=accept-new'] : []),
    ...(keyFile === undefined ? [] : [`-o IdentitiesOnly=yes -i '${keyFile.replaceAll("'", "'\\''")}'`]),
  ]
  return options.length > 0 ? { GIT_SSH_COMMAND: `ssh ${options.join(' ')}` } : {}
}

const clone = ({ url, folder, version, whole }: CheckoutOptions, git: Git): void => {
  mkdirSync(folder, { recursive: true })
  if (!existsSync(join(folder, '.git')) && readdirSync(folder).length > 0)
    throw new GitError(`destination path '${folder}' already exists and is not an empty directory.`)
  git('init', '--quiet')
  git('config', 'remote.origin.url', url)
  fetch({ version, whole }, git)
}

const update = ({ url, version, whole, clean }: CheckoutOptions, git: Git): void => {
  const isDirty = git('status', '--porcelain', '--untracked-files=no') !== ''
  if (isDirty && !clean) throw new GitError('Local modifications exist in the destination folder (use --clean).')
  git('config', 'remote.origin.url', url)
  fetch({ version, whole }, git)
}

/** The commit is checked out by itself: what the folder's branches are plays no part. */
const fetch = ({ version, whole }: Pick<CheckoutOptions, 'version' | 'whole'>, git: Git): void => {
  const depth = whole ? [] : ['--depth', '1']
  if (whole) git('fetch', '--quiet', '--force', '--tags', 'origin', '+refs/heads/*:refs/remotes/origin/*')
  git('fetch', '--quiet', '--force', ...depth, 'origin', version ?? 'HEAD')
  git('checkout', '--quiet', '--force', '--detach', 'FETCH_HEAD')
}

const submodules = ({ folder, trackSubmodules, whole }: CheckoutOptions, git: Git): void => {
  if (!existsSync(join(folder, '.gitmodules'))) return
  const remote = trackSubmodules ? ['--remote'] : []
  git('submodule', '--quiet', 'update', '--init', '--recursive', ...remote, ...(whole ? [] : ['--depth', '1']))
}

const commitOf = (git: Git): string | undefined => {
  try {
    return git('rev-parse', '--verify', '--quiet', 'HEAD^{commit}')
  } catch (error) {
    if (error instanceof GitError) return undefined
    throw error
  }
}

const resultText = (state: string, result: Readonly<Record<string, Value>>): string => {
  const all = { changed: state === 'CHANGED', ...result }
  return `localhost | ${state} => ${dumpJson(dict(all), { indent: 4, sortKeys: true })}`
}
