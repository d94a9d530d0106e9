/** Ending what another shell of a host is running. */
import { type ShellScript, sh } from './sh.ts'

/**
 * Ends a shell with everything it has started that is still its descendant: their process groups get SIGTERM and, two
 * seconds later, SIGKILL. It runs in another shell of the same user.
 */
export const terminateScript = (shellPid: number): ShellScript => sh`
s=${shellPid} all=" ${shellPid} " own= groups= list=
kill -STOP "$s" || exit 0
if [ -r /proc/1/stat ]; then
  for f in /proc/[0-9]*/stat; do
    l=; read -r l <"$f" || continue
    set -- $\{l##*) }
    p=$\{f#/proc/}
    list="$list $\{p%/stat}:$2:$3"
  done
else
  list=$(ps -A -o pid= -o ppid= -o pgid= | while read -r p q g; do printf ' %s:%s:%s' "$p" "$q" "$g"; done)
fi
more=1
while [ -n "$more" ]; do
  more=
  for e in $list; do
    p=$\{e%%:*} e=$\{e#*:}
    [ "$p" != $$ ] || own=$\{e#*:}
    case $all in *" $p "*) continue ;; *" $\{e%%:*} "*) all="$all$p " groups="$groups $\{e#*:}" more=1 ;; esac
  done
done
kill -KILL "$s"
each() { r=1; for g in $groups; do [ "$g" -gt 1 ] && [ "$g" != "$own" ] && kill "$1" "-$g" && r=0; done; return $r; }
each -TERM || exit 0
i=0
while each -0 && [ $i -lt 20 ]; do sleep 0.1 || sleep 1; i=$((i + 1)); done
each -KILL
exit 0
`
