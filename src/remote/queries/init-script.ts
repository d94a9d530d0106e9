/** A service that is run by an init script. */
import type { Effect } from '../effect.ts'
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'

export interface InitScript {
  readonly found: boolean
  readonly running: boolean
  /** The runlevels that start it. */
  readonly levels: ReadonlySet<string>
  /** What enables and disables scripts on the host. */
  readonly tool: 'update-rc.d' | 'chkconfig' | undefined
  /** How it was guessed whether it runs, where the script didn't tell. */
  readonly guessed?: string | undefined
}

/** Asks the script of that name or path whether it runs; with a pattern, the list of processes instead. */
export const initScript = (name: string, pattern?: string): Query<InitScript> =>
  query<InitScript>({
    name: 'init-script',
    key: `init-script ${name} ${pattern ?? ''}`,
    script: sh`n=${name} PATH=$PATH:/usr/sbin:/sbin LC_ALL=C; export PATH LC_ALL
case $n in /*) s=$n;; *) s=/etc/init.d/$n;; esac
[ -e "$s" ] || { echo missing; exit 0; }
for t in update-rc.d chkconfig; do command -v $t >/dev/null 2>&1 && { echo "tool $t"; break; }; done
b=/etc; [ -d /etc/rc0.d ] || b=/etc/init.d
for f in $b/rc?.d/S??"$n"; do [ -e "$f" ] || [ -h "$f" ] || continue; f=$\{f#$b/rc}; echo "level $\{f%%.d/*}"; done
p=$(ps auxww 2>/dev/null || ps)
if [ -n ${pattern ?? ''} ]; then case $p in *${pattern ?? ''}*) echo 'ps yes';; *) echo 'ps no';; esac; exit 0; fi
case $p in *"$n"*) echo 'ps maybe';; esac
if command -v service >/dev/null 2>&1; then o=$(service "$n" status 2>/dev/null </dev/null); else o=$("$s" status 2>/dev/null </dev/null); fi
echo "status $?"; printf '%s' "$o"`,
    parse: ({ stdout }) => parse(stdout.toString(), name),
    overlay: (answer, effects) => effects.reduce((seen, effect) => planned(seen, effect, name), answer),
  })

const parse = (text: string, name: string): InitScript => {
  const tool = /^tool (update-rc\.d|chkconfig)$/m.exec(text)?.[1] as InitScript['tool']
  if (text.startsWith('missing')) return { found: false, running: false, levels: new Set(), tool }
  const head = text.split(/^status /m)[0] ?? ''
  const levels = new Set([...head.matchAll(/^level (.*)$/gm)].map(([, level]) => level as string))
  const seen = /^ps (\w+)$/m.exec(head)?.[1]
  const [, status = '', output = ''] = /^status (\d+)\n([\s\S]*)$/m.exec(text) ?? []
  const told = seen === 'yes' || seen === 'no' ? seen === 'yes' : runs(name, { output, status: Number(status) })
  if (told !== undefined) return { found: true, running: told, levels, tool }
  const guessed =
    seen === 'maybe'
      ? 'Used ps output to match service name and determine it is up, this is very unreliable'
      : 'Unable to determine if service is up, assuming it is down'
  return { found: true, running: seen === 'maybe', levels, tool, guessed }
}

/** One line tells more reliably than the status; `undefined` where neither does. */
const runs = (name: string, { output, status }: { output: string; status: number }): boolean | undefined => {
  if (name === 'iptables' && output.includes('ACCEPT')) return true
  const words = output.toLowerCase().replaceAll(name.toLowerCase(), '')
  if (!output.includes('\n')) {
    if (/stop|is dead |dead but |could not access pid file|inactive/.test(words)) return false
    if (/run|start|active/.test(words) && !words.includes('not ')) return true
  }
  if ([1, 2, 3, 4, 69].includes(status)) return false
  return status === 0 ? true : undefined
}

const planned = (answer: InitScript, effect: Effect, name: string): InitScript => {
  if (effect.kind === 'path' && effect.path === `/etc/init.d/${name}`) {
    return answer.found === (effect.stat !== null) ? answer : { ...answer, found: effect.stat !== null }
  }
  if (effect.kind !== 'unit' || effect.name.replace(/\.service$/, '') !== name) return answer
  const { state, enabled } = effect
  return {
    ...answer,
    ...(state === undefined ? {} : { running: state === 'started', guessed: undefined }),
    ...(enabled === undefined ? {} : { levels: new Set(enabled ? ['2', '3', '4', '5'] : []) }),
  }
}
