/** A working copy of git, and what its remote has. */
import { type Query, query } from '../query.ts'
import { type ShellScript, sh } from '../sh.ts'

export interface GitRequest {
  readonly dest: string | undefined
  readonly repo: string
  readonly version: string
  readonly remote: string
  readonly bare: boolean
  /** `git` with the environment it needs. */
  readonly git: ShellScript
  /** Do not ask the remote. */
  readonly localOnly: boolean
}

export interface GitState {
  /** False when the host has no git. */
  readonly installed: boolean
  /** True when there is a repository at the destination. */
  readonly present: boolean
  /** The commit that is checked out. */
  readonly head: string | undefined
  readonly url: string | undefined
  /** Tracked files differ from the commit. */
  readonly modified: boolean
  /** The commit that the wanted version is at the remote, and what sort of version it is. */
  readonly wanted:
    | { readonly commit: string; readonly kind: 'branch' | 'tag' | 'commit'; readonly name: string }
    | undefined
  /** What git said where the remote could not be asked. */
  readonly error: string | undefined
}

/** Looks at a working copy and asks its remote for a version. */
export const gitState = (request: GitRequest): Query<GitState> => {
  const { dest, repo, version, remote, bare, git, localOnly } = request
  const local =
    dest === undefined
      ? sh`:`
      : sh`d=${dest}; if [ -e ${bare ? `${dest}/HEAD` : `${dest}/.git`} ]; then echo present
printf 'head %s\n' "$(${git} -C "$d" rev-parse HEAD 2>/dev/null)"
printf 'url %s\n' "$(${git} -C "$d" config --get ${`remote.${remote}.url`})"
${bare ? sh`:` : sh`[ -z "$(${git} -C "$d" status --porcelain --untracked-files=no 2>/dev/null)" ] || echo modified`}
fi`
  const ask =
    localOnly || isCommit(version)
      ? sh`:`
      : sh`o=$(${git} ls-remote --symref -- ${repo} HEAD ${`refs/heads/${version}`} ${`refs/tags/${version}`} ${`refs/tags/${version}^{}`} 2>&1) && printf '%s\n' "$o" || printf 'error %s\n' "$o"`
  return query<GitState>({
    name: 'git-state',
    key: `git-state ${JSON.stringify({ ...request, git: git.text })}`,
    script: sh`LC_ALL=C; export LC_ALL; command -v git >/dev/null || { echo none; exit 0; }
${local}
${ask}; :`,
    parse: ({ stdout }) => parse(stdout.toString(), version),
    lacks: ({ installed, error }) => !installed || error !== undefined,
    overlay: (answer, effects) => {
      const planned = effects.findLast(
        (effect) => effect.kind === 'named' && effect.type === 'git' && effect.name === dest,
      )
      if (planned?.kind === 'named')
        return { ...answer, present: true, modified: false, url: repo, head: String(planned.value) }
      const installed =
        answer.installed ||
        effects.some((effect) => effect.kind === 'package' && effect.name === 'git' && effect.version !== null)
      return installed === answer.installed ? answer : { ...answer, installed }
    },
  })
}

/** True for a whole commit id, which needs no looking up. */
export const isCommit = (version: string): boolean => /^[0-9a-f]{40}$/.test(version)

const parse = (output: string, version: string): GitState => {
  const field = (name: string): string | undefined => new RegExp(`^${name} (.+)$`, 'm').exec(output)?.[1]
  const has = (word: string): boolean => new RegExp(`^${word}$`, 'm').test(output)
  const at = output.search(/^error /m)
  return {
    installed: !has('none'),
    present: has('present'),
    head: field('head'),
    url: field('url'),
    modified: has('modified'),
    wanted: wantedOf(output, version),
    error: at < 0 ? undefined : output.slice(at + 6).trim(),
  }
}

const wantedOf = (output: string, version: string): GitState['wanted'] => {
  if (isCommit(version)) return { commit: version, kind: 'commit', name: version }
  const ref = (name: string): string | undefined =>
    new RegExp(`^([0-9a-f]{40})\\t${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`, 'm').exec(output)?.[1]
  const branch = ref(`refs/heads/${version}`)
  if (branch) return { commit: branch, kind: 'branch', name: version }
  const tag = ref(`refs/tags/${version}^{}`) ?? ref(`refs/tags/${version}`)
  if (tag) return { commit: tag, kind: 'tag', name: version }
  const head = version === 'HEAD' ? ref('HEAD') : undefined
  const name = /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(output)?.[1]
  return head ? { commit: head, kind: name ? 'branch' : 'commit', name: name ?? head } : undefined
}
