/** The time zone of a host, and what its hardware clock keeps. */
import type { Effect } from '../effect.ts'
import { type Query, query } from '../query.ts'
import { lines, sh } from '../sh.ts'

export interface TimezoneAnswer {
  /** What sets it: the path of `timedatectl`, or how the distribution does it. */
  readonly tool: { readonly kind: 'systemd' | 'debian' | 'alpine' | 'other'; readonly path: string }
  /** `n/a` where it can't be told. */
  readonly name: string
  readonly hwclock: 'UTC' | 'local' | 'n/a'
  /** Whether the host knows the zone that was asked for. */
  readonly known: boolean
}

/** The present zone; `wanted` is compared with a copy of a zone's file. */
export const timezone = (wanted: string): Query<TimezoneAnswer> =>
  query<TimezoneAnswer>({
    name: 'timezone',
    key: `timezone ${wanted}`,
    script: lines(sh`z=/usr/share/zoneinfo/${wanted}; LC_ALL=C; export LC_ALL`, script),
    parse: ({ stdout }) => parse(stdout.toString()),
    overlay: (answer, effects) => effects.reduce(planned, answer),
  })

const script = sh`[ -f "$z" ] && echo known
if t=$(command -v timedatectl) && o=$(timedatectl 2>/dev/null); then
echo "tool systemd $t"
printf '%s\n' "$o" | sed -n 's/^ *Time *zone *: *\\([^ ]*\\).*/name \\1/p;s/^ *RTC in local TZ *: *yes.*/hwclock local/p;s/^ *RTC in local TZ *: *no.*/hwclock UTC/p'
exit 0; fi
if t=$(command -v dpkg-reconfigure); then echo "tool debian $t"
elif t=$(command -v setup-timezone); then echo "tool alpine $t"
else echo "tool other "; fi
n=; if [ -h /etc/localtime ]; then n=$(readlink -f /etc/localtime); n=$\{n##*/zoneinfo/}; case $n in /*) n=;; esac
elif [ -f /etc/localtime ] && cmp -s "$z" /etc/localtime; then n=$\{z#/usr/share/zoneinfo/}
elif [ ! -e /etc/localtime ]; then n=UTC; fi
echo "name $\{n:-n/a}"
case $(sed -n 3p /etc/adjtime 2>/dev/null) in LOCAL) echo 'hwclock local';; *) echo 'hwclock UTC';; esac`

const parse = (text: string): TimezoneAnswer => {
  const [, kind = 'other', path = ''] = /^tool (\w+) ?(.*)$/m.exec(text) ?? []
  return {
    tool: { kind: kind as TimezoneAnswer['tool']['kind'], path },
    name: /^name (.*)$/m.exec(text)?.[1] ?? 'n/a',
    hwclock: (/^hwclock (.*)$/m.exec(text)?.[1] ?? 'n/a') as TimezoneAnswer['hwclock'],
    known: /^known$/m.test(text),
  }
}

const planned = (answer: TimezoneAnswer, effect: Effect): TimezoneAnswer => {
  if (effect.kind === 'package' && effect.name === 'tzdata' && effect.version !== null)
    return { ...answer, known: true }
  if (effect.kind !== 'named' || effect.type !== 'timezone') return answer
  return { ...answer, [effect.name]: effect.value }
}
