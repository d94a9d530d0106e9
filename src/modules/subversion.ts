import type { Answer } from '../remote/answer.ts'
import { type SvnState, svnState } from '../remote/queries/svn-state.ts'
import { type ShellScript, sh } from '../remote/sh.ts'
import { dict, type Secret } from '../values.ts'
import { type Change, change, ModuleFailure } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { bool, path, secret, str } from './kit/option.ts'
import { inOrder } from './shared/file-attributes.ts'

interface Options {
  readonly repo: string
  readonly dest: string | undefined
  readonly revision: string
  readonly force: boolean
  readonly in_place: boolean
  readonly username: string | undefined
  readonly password: Secret | undefined
  readonly executable: string | undefined
  readonly checkout: boolean
  readonly update: boolean
  readonly export: boolean
  readonly switch: boolean
  readonly validate_certs: boolean
}

/** Keeps a working copy of a Subversion repository at a revision. */
export default defineModule({
  name: 'subversion',
  summary: 'Keep a working copy of a Subversion repository at a revision.',
  options: {
    repo: str({ required: true, aliases: ['name', 'repository'], help: 'Where it comes from.' }),
    dest: path({ help: 'Where the working copy is.' }),
    revision: str({ default: 'HEAD', aliases: ['rev', 'version'], help: 'The revision.' }),
    force: bool({ default: false, help: 'Throw local changes away.' }),
    in_place: bool({ default: false, help: 'Make a working copy of a directory that is there.' }),
    username: str({ help: 'The user.' }),
    password: secret({ help: 'The password.' }),
    executable: path({ help: 'The svn to use.' }),
    checkout: bool({ default: true, help: 'Check it out where it is not there.' }),
    update: bool({ default: true, help: 'Fetch new revisions.' }),
    export: bool({ default: false, help: 'Without what makes it a working copy.' }),
    switch: bool({ default: true, help: 'Go over to another repository where that is given.' }),
    validate_certs: bool({ default: false, help: 'Refuse servers whose certificate is not valid.' }),
  },
  inspect: (options) => ({ state: svnState({ ...options, ...commandOf(options) }) }),
  *plan(options, { state }): Iterable<Change> {
    check(options, state)
    const { dest, repo } = options
    if (dest === undefined) return
    if (options.export)
      yield made(options, state, [['export', ...(options.force ? ['--force'] : []), ...what(options)]])
    else if (state.kind === 'none') {
      if (options.checkout) yield made(options, state, [['checkout', ...what(options)]])
    } else if (state.kind === 'other') {
      const revert = options.force ? [['revert', '-R', dest]] : []
      yield made(options, state, [['checkout', '--force', ...what(options)], ...revert])
    } else if (options.update && differs(options, state)) {
      const go = options.switch ? [['switch', '--revision', options.revision, repo, dest]] : []
      const revert = state.modified ? [['revert', '-R', dest]] : []
      yield made(options, state, [...go, ...revert, ['update', '-r', options.revision, dest]])
    }
  },
  returns: ({ options, before: { state: before }, after: { state: after }, changed, outputs }) => {
    if (options.export) return dict({ changed: true })
    if (!options.update && !options.checkout) return dict({ changed: false, after: before.wanted })
    if (before.kind === 'none' && !options.checkout) return dict({ changed: false })
    if (before.kind === 'copy' && !options.update) return dict({ changed: false })
    const updates = before.kind === 'copy' && outputs !== undefined
    const touched = updates ? before.modified || outputs.some(tellsOfFiles) : changed
    const lines = (state: SvnState): string[] => [state.revision, state.url]
    return dict({ changed: touched, before: before.kind === 'copy' ? lines(before) : null, after: lines(after) })
  },
})

/** Letters before the names of files. */
const tellsOfFiles = ({ stdout }: Answer): boolean => /^[ABDUCGE]\s/m.test(stdout.toString())

const what = ({ revision, repo, dest = '' }: Options): readonly string[] => ['-r', revision, repo, dest]

/** A password is written to the program, so that it stands in no list of processes. */
const commandOf = (options: Options) => {
  const { username, password, validate_certs } = options
  const program = options.executable ?? 'svn'
  const words = [
    ...['--non-interactive', '--no-auth-cache'],
    ...(validate_certs ? [] : ['--trust-server-cert']),
    ...(username === undefined ? [] : ['--username', username]),
    ...(password === undefined ? [] : ['--password-from-stdin']),
  ]
  return {
    program,
    svn: sh`${program} ${words}`,
    password: password === undefined ? sh`:` : sh`printf '%s\n' ${password.reveal()}`,
  }
}

const check = (options: Options, { installed, kind, modified, error }: SvnState): void => {
  const { dest, checkout, update } = options
  if (!installed) throw new ModuleFailure('Failed to find required executable "svn"')
  if (dest === undefined && (checkout || update || options.export)) {
    throw new ModuleFailure('the destination directory must be specified unless checkout=no, update=no, and export=no')
  }
  if (kind === 'other' && !options.export && !options.in_place) {
    throw new ModuleFailure(`ERROR: ${dest} folder already exists, but its not a subversion repository.`)
  }
  if (kind === 'copy' && update && !options.export && modified && !options.force) {
    throw new ModuleFailure('ERROR: modified files exist in the repository.')
  }
  if (error !== undefined) throw new ModuleFailure(error, dict({ rc: 1, stderr: error }))
}

const differs = (options: Options, { revision, url, wanted, modified }: SvnState): boolean =>
  modified ||
  revision !== wanted ||
  (options.switch && url.replace(/^URL ?: /, '') !== options.repo.replace(/\/+$/, ''))

const made = (options: Options, state: SvnState, commands: readonly (readonly string[])[]): Change => {
  const dest = options.dest as string
  const { svn, password } = commandOf(options)
  const scripts = commands.map((words): ShellScript => sh`{ ${password}; } | ${svn} ${[...words]}`)
  const summary = `${commands.at(-1)?.[0]} ${dest}`
  return change({
    summary,
    commands: [inOrder([sh`export LC_ALL=C`, ...scripts])],
    effects: [
      { kind: 'path', path: dest, stat: { kind: 'directory' } },
      ...(options.export ? [] : [{ kind: 'named', type: 'svn', name: dest, value: state.wanted } as const]),
    ],
    diff: { before: `${state.kind === 'copy' ? state.revision : ''}\n`, after: `${state.wanted}\n` },
    failure: ({ stderr, status }) =>
      new ModuleFailure(stderr.toString().trim(), dict({ rc: status, stderr: stderr.toString() })),
  })
}
