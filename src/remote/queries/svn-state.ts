/** A working copy of a Subversion repository. */
import { type Query, query } from '../query.ts'
import { type ShellScript, sh } from '../sh.ts'

export interface SvnRequest {
  /** The program with the options that hold for all commands. */
  readonly svn: ShellScript
  /** What tells the program of a password, without anybody seeing it. */
  readonly password: ShellScript
  /** The name or path of the program. */
  readonly program: string
  readonly dest: string | undefined
  readonly repo: string
  readonly revision: string
}

export interface SvnState {
  readonly installed: boolean
  /** `other` for what is there and is no working copy. */
  readonly kind: 'copy' | 'none' | 'other'
  /** Lines such as `Revision: 12` and `URL: http://…`. */
  readonly revision: string
  readonly url: string
  /** The revision that is wanted; of the repository where there is no working copy. */
  readonly wanted: string
  readonly modified: boolean
  /** What the server refuses. */
  readonly error: string | undefined
}

/** The state of the working copy, and the revision it is to have. */
export const svnState = (request: SvnRequest): Query<SvnState> => {
  const { svn, password, program, dest, repo, revision } = request
  return query<SvnState>({
    name: 'svn-state',
    key: `svn-state ${JSON.stringify([dest, repo, revision])}`,
    script: sh`LC_ALL=C; export LC_ALL; command -v ${program} >/dev/null 2>&1 || { echo 'kind missing'; exit 0; }
p() { ${password}; }; d=${dest ?? ''}
if [ -n "$d" ] && { [ -e "$d" ] || [ -h "$d" ]; }; then
i=$(p | ${svn} info "$d" 2>/dev/null) || { echo 'kind other'; exit 0; }
printf 'kind copy\n%s\n' "$i" | grep -E '^(kind|Revision|URL) ?'
[ -z "$(p | ${svn} status --quiet --ignore-externals "$d" 2>/dev/null | grep '^[^?X]')" ] || echo modified
w=$(p | ${svn} info -r ${revision} "$d" 2>&1); s=$?
else echo 'kind none'; w=$(p | ${svn} info -r ${revision} ${repo} 2>&1); s=$?; fi
if [ $s = 0 ]; then printf '%s\n' "$w" | sed -n 's/^Revision/wanted Revision/p'; else printf 'error\n%s' "$w"; fi`,
    parse: ({ stdout }) => parse(stdout.toString()),
    overlay: (answer, effects) => {
      const own = effects.findLast((effect) => effect.kind === 'named' && effect.type === 'svn' && effect.name === dest)
      if (own?.kind !== 'named') return answer
      return { ...answer, kind: 'copy', revision: answer.wanted, url: `URL: ${repo}`, modified: false }
    },
  })
}

const parse = (text: string): SvnState => {
  const [head = '', error] = text.split(/^error\n/m)
  const line = (pattern: RegExp, otherwise: string): string => pattern.exec(head)?.[1] ?? otherwise
  const kind = line(/^kind (\w+)$/m, 'none')
  return {
    installed: kind !== 'missing',
    kind: kind === 'copy' || kind === 'other' ? kind : 'none',
    revision: line(/^(Revision ?: +\d+)$/m, 'Unable to get revision'),
    url: line(/^(URL ?:.*)$/m, 'Unable to get URL'),
    wanted: line(/^wanted (Revision ?: +\d+)$/m, 'Unable to get revision'),
    modified: /^modified$/m.test(head),
    error: error?.trim(),
  }
}
