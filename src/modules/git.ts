import { posix } from 'node:path'
import type { Answer } from '../remote/answer.ts'
import { type GitState, gitState } from '../remote/queries/git-state.ts'
import { type ShellScript, sh } from '../remote/sh.ts'
import { dict } from '../values.ts'
import { type Change, change, ModuleFailure } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { bool, int, list, path, raw, str } from './kit/option.ts'
import { inOrder } from './shared/file-attributes.ts'

interface Options {
  readonly repo: string
  readonly dest: string | undefined
  readonly version: string
  readonly remote: string
  readonly refspec: string | undefined
  readonly depth: number | undefined
  readonly clone: boolean
  readonly update: boolean
  readonly force: boolean
  readonly bare: boolean
  readonly recursive: boolean
  readonly track_submodules: boolean
  readonly single_branch: boolean
  readonly reference: string | undefined
  readonly separate_git_dir: string | undefined
  readonly verify_commit: boolean
  readonly archive: string | undefined
  readonly archive_prefix: string | undefined
  readonly accept_hostkey: boolean
  readonly accept_newhostkey: boolean
  readonly ssh_opts: string | undefined
  readonly key_file: string | undefined
  readonly executable: string | undefined
  readonly umask: unknown
}

/** Keeps a working copy of a git repository at a version. */
export default defineModule({
  name: 'git',
  summary: 'Keep a working copy of a git repository at a version.',
  options: {
    repo: str({ required: true, aliases: ['name'], help: 'Where it comes from.' }),
    dest: path({ help: 'Where the working copy is.' }),
    version: str({ default: 'HEAD', help: 'A branch, a tag or a commit.' }),
    remote: str({ default: 'origin', help: 'The name of the remote.' }),
    refspec: str({ help: 'What else to fetch.' }),
    depth: int({ help: 'How many commits to fetch.' }),
    clone: bool({ default: true, help: 'Clone it where it is not there.' }),
    update: bool({ default: true, help: 'Fetch new commits.' }),
    force: bool({ default: false, help: 'Throw local changes away.' }),
    bare: bool({ default: false, help: 'Without a working copy.' }),
    recursive: bool({ default: true, help: 'With submodules.' }),
    track_submodules: bool({ default: false, help: 'Submodules at the end of their branches.' }),
    single_branch: bool({ default: false, help: 'Clone only the branch of the version.' }),
    reference: str({ help: 'A local repository to take objects of.' }),
    separate_git_dir: path({ help: 'Where the repository itself is.' }),
    verify_commit: bool({ default: false, help: 'The version must be signed.' }),
    gpg_whitelist: list(str(), { default: [], aliases: ['gpg_allowlist'], help: 'Accepted.' }),
    archive: path({ help: 'An archive to write of the version.' }),
    archive_prefix: str({ help: 'A directory in the archive.' }),
    accept_hostkey: bool({ default: false, help: 'Take any host key.' }),
    accept_newhostkey: bool({ default: false, help: 'Take the host key of an unknown host.' }),
    ssh_opts: str({ help: 'Options for ssh.' }),
    key_file: path({ aliases: ['ssh_key_file'], help: 'The private key for ssh.' }),
    executable: path({ help: 'The git to use.' }),
    umask: raw({ help: 'The umask of new files, in octal.' }),
  },
  inspect: (options) => ({ state: gitState(request(options)) }),
  *plan(options, { state }): Iterable<Change> {
    check(options, state)
    if (!state.present) {
      if (options.clone && options.dest !== undefined) yield cloneChange(options, state)
      return
    }
    if (!options.update) return
    const urlChanged = state.url !== undefined && state.url !== address(options)
    if (!isThere(options, state) || state.modified || urlChanged) yield updateChange(options, state)
  },
  returns: ({ options, before: { state: before }, after: { state: after }, changed }) => {
    const url =
      before.present && options.update
        ? { remote_url_changed: before.url !== undefined && before.url !== address(options) }
        : {}
    const cloned = before.present || (options.clone && options.dest !== undefined)
    const now = cloned ? (after.head ?? before.wanted?.commit) : before.wanted?.commit
    const info = { before: before.head ?? null, after: now ?? null, ...url }
    return dict({ changed: changed || !cloned, ...info })
  },
})

/** A short commit id is known by its start. */
const isThere = ({ version }: Options, { head, wanted }: GitState): boolean =>
  wanted ? head === wanted.commit : (head?.startsWith(version) ?? false)

/** A path needs a protocol so that `depth` has an effect. */
const address = ({ repo }: Options): string => (repo.startsWith('/') ? `file://${repo}` : repo)

const request = (options: Options) => {
  const { dest, version, remote, bare } = options
  const place = dest === undefined ? undefined : posix.normalize(dest).replace(/(.)\/$/, '$1')
  return { dest: place, repo: address(options), version, remote, bare, git: gitCommand(options), localOnly: false }
}

/** git as a program, with what ssh is to be told. */
const gitCommand = (options: Options): ShellScript => {
  const acceptance = options.accept_hostkey ? 'no' : options.accept_newhostkey ? 'accept-new' : undefined
  const ssh = [
    'ssh',
    '-o BatchMode=yes',
    ...(options.key_file === undefined ? [] : [`-i ${sh`${options.key_file}`.text} -o IdentitiesOnly=yes`]),
    ...(options.ssh_opts === undefined ? [] : [options.ssh_opts]),
    ...(acceptance && !/StrictHostKeyChecking=(no|accept-new)/.test(options.ssh_opts ?? '')
      ? [`-o StrictHostKeyChecking=${acceptance}`]
      : []),
  ].join(' ')
  return sh`GIT_TERMINAL_PROMPT=0 GIT_SSH_COMMAND=${ssh} ${options.executable ?? 'git'}`
}

const check = (options: Options, state: GitState): void => {
  if (!state.installed) throw new ModuleFailure('Failed to find required executable "git" in paths')
  if (options.dest === undefined && options.clone) {
    throw new ModuleFailure('the destination directory must be specified unless clone=no')
  }
  if (state.present && !options.update) return
  if (state.modified && !options.force) {
    throw new ModuleFailure(
      `Local modifications exist in the destination: ${options.dest} (force=no).`,
      dict({ before: state.head ?? null }),
    )
  }
  if (state.error !== undefined) throw new ModuleFailure(`Failed to download remote objects and refs:  ${state.error}`)
  if (!state.wanted && /^[0-9a-f]{7,40}$/.test(options.version)) return
  if (!state.wanted) throw new ModuleFailure(`Failed to checkout branch ${options.version}`, dict({ rc: 1 }))
}

const made = (
  summary: string,
  options: Options,
  { state, commands }: { state: GitState; commands: readonly ShellScript[] },
): Change => {
  const dest = options.dest as string
  const umask = options.umask === undefined || options.umask === null ? [] : [sh`umask ${String(options.umask)}`]
  const commit = state.wanted?.commit ?? options.version
  return change({
    summary,
    commands: [inOrder([sh`export LC_ALL=C`, ...umask, ...commands, ...archive(options)])],
    effects: [
      { kind: 'path', path: dest, stat: { kind: 'directory' } },
      { kind: 'named', type: 'git', name: posix.normalize(dest).replace(/(.)\/$/, '$1'), value: commit },
    ],
    diff: { before: `${state.head ?? ''}\n`, after: `${commit}\n` },
    failure: (answer) => failure(summary, answer),
  })
}

const failure = (summary: string, { stdout, stderr, status }: Answer): ModuleFailure =>
  new ModuleFailure(
    `Failed to ${summary}: ${stdout} ${stderr}`.trim(),
    dict({ rc: status, stdout: stdout.toString(), stderr: stderr.toString() }),
  )

const cloneChange = (options: Options, state: GitState): Change => {
  const dest = options.dest as string
  const { wanted } = state
  const git = gitCommand(options)
  const shallow = options.depth !== undefined && wanted?.kind !== 'commit'
  const words = [
    ...(options.bare ? ['--bare'] : ['--origin', options.remote]),
    ...(shallow ? ['--depth', String(options.depth)] : []),
    ...(wanted && wanted.kind !== 'commit' && (shallow || options.single_branch) ? ['--branch', wanted.name] : []),
    ...(options.single_branch ? ['--single-branch'] : []),
    ...(options.reference === undefined ? [] : ['--reference', options.reference]),
    ...(options.separate_git_dir === undefined ? [] : [`--separate-git-dir=${options.separate_git_dir}`]),
  ]
  const commands = [
    sh`mkdir -p -- ${posix.dirname(posix.resolve('/', dest))}`,
    sh`${git} clone -q ${words} -- ${address(options)} ${dest}`,
    ...(options.refspec === undefined ? [] : [sh`${git} -C ${dest} fetch -q ${options.remote} ${options.refspec}`]),
    ...checkOut(options, state),
  ]
  return made(`clone ${options.repo}`, options, { state, commands })
}

const updateChange = (options: Options, state: GitState): Change => {
  const dest = options.dest as string
  const git = gitCommand(options)
  const depth = options.depth === undefined ? [] : ['--depth', String(options.depth)]
  const branches = options.bare ? '+refs/heads/*:refs/heads/*' : `+refs/heads/*:refs/remotes/${options.remote}/*`
  const refspecs = [branches, '+refs/tags/*:refs/tags/*', ...(options.refspec === undefined ? [] : [options.refspec])]
  const commands = [
    ...(state.modified ? [sh`${git} -C ${dest} reset -q --hard HEAD`] : []),
    sh`${git} -C ${dest} remote set-url ${options.remote} ${address(options)}`,
    sh`${git} -C ${dest} fetch -q --force ${depth} ${options.remote} ${refspecs}`,
    ...checkOut(options, state),
  ]
  return made(`update ${dest}`, options, { state, commands })
}

/** Switches to the version, and submodules with it. */
const checkOut = (options: Options, { wanted }: GitState): ShellScript[] => {
  if (options.bare) return []
  const git = sh`${gitCommand(options)} -C ${options.dest as string}`
  const verify = options.verify_commit
    ? [sh`${git} ${wanted?.kind === 'tag' ? 'verify-tag' : 'verify-commit'} ${options.version}`]
    : []
  const submodules = options.recursive
    ? [
        sh`{ [ ! -e ${`${options.dest}/.gitmodules`} ] || { ${git} submodule -q sync --recursive && ${git} submodule -q update --init --recursive${options.track_submodules ? sh` --remote` : sh``} --force; }; }`,
      ]
    : []
  if (wanted?.kind === 'branch') {
    const upstream = `${options.remote}/${wanted.name}`
    return [sh`${git} checkout -q --force -B ${wanted.name} ${upstream}`, ...verify, ...submodules]
  }
  const commit = options.version === 'HEAD' ? (wanted?.commit ?? 'HEAD') : options.version
  const missing =
    wanted?.kind === 'commit'
      ? sh`{ ${git} cat-file -e ${`${commit}^{commit}`} 2>/dev/null || ${git} fetch -q ${options.remote} ${commit}; } && `
      : sh``
  return [sh`${missing}${git} checkout -q --force ${commit} --`, ...verify, ...submodules]
}

const archive = ({ archive, archive_prefix, version, dest }: Options): ShellScript[] => {
  if (archive === undefined) return []
  const prefix = archive_prefix === undefined ? [] : [`--prefix=${archive_prefix}`]
  return [sh`git -C ${dest as string} archive -o ${archive} ${prefix} ${version}`]
}
