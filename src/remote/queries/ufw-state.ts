/** The firewall of a host, as UFW tells of it. */
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'

export interface UfwAnswer {
  /** The host has ufw. */
  readonly tool: boolean
  /** What `ufw status verbose` says. */
  readonly status: string
  /** The lines of the files of rules that name a rule. */
  readonly rules: string
  /** What `ufw status numbered` says. */
  readonly numbered: string
  /** What a trial of the rule that was asked for says. */
  readonly trial: string
  /** Why UFW refuses. */
  readonly error: string | undefined
  /** The rule is planned already. */
  readonly planned: boolean
}

/** The state of the firewall and, where a rule is given, what UFW says that it would do. */
export const ufwState = (rule: readonly string[] = []): Query<UfwAnswer> =>
  query<UfwAnswer>({
    name: 'ufw',
    key: `ufw ${JSON.stringify(rule)}`,
    script: sh`PATH=$PATH:/usr/sbin:/sbin LANG=C LC_ALL=C; export PATH LANG LC_ALL
command -v ufw >/dev/null 2>&1 || exit 127
p() { printf '\\036'; }
ufw status verbose || exit
p; grep -h '^### tuple' /lib/ufw/user.rules /lib/ufw/user6.rules /etc/ufw/user.rules /etc/ufw/user6.rules /var/lib/ufw/user.rules /var/lib/ufw/user6.rules 2>/dev/null
p; ufw status numbered 2>/dev/null
p; ${rule.length === 0 ? sh`:` : sh`ufw --dry-run ${rule}`}`,
    parse: ({ status, stdout, stderr }) => {
      const [state = '', rules = '', numbered = '', trial = ''] = stdout.toString().split('\x1e')
      const said = stderr.toString() || trial
      const error = status === 0 || status === 127 ? undefined : said
      return { tool: status !== 127, status: state, rules, numbered, trial, error, planned: false }
    },
    overlay: (answer, effects) => {
      const own = effects.filter((effect) => effect.kind === 'named' && effect.type === 'ufw')
      if (own.length === 0) return answer
      const statuses = own.flatMap((effect) => (effect.kind === 'named' && effect.value ? [String(effect.value)] : []))
      const planned = rule.length > 0 && own.some((effect) => effect.kind === 'named' && effect.name === rule.join(' '))
      const status = statuses.at(-1)
      return {
        ...answer,
        planned: answer.planned || planned,
        status: status === undefined ? answer.status : answer.status.replace(/^Status: \w+/, status),
      }
    },
  })
