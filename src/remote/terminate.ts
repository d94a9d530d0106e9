/** Ending what another shell of a host is running. */
import { type ShellScript, sh } from './sh.ts'

/**
 * Ends a shell with everything it has started that is still its descendant: their process groups get SIGTERM and, two
 * seconds later, SIGKILL. It runs in another shell of the same user.
 */
export const terminateScript = (shellPid: number): ShellScript => sh`
s=${shellPid} all=" ${shellPid} " own= groups=' '
kill -STOP "$s" || exit 0
processes() {
  if [ ! -r /proc/1/stat ]; then
    ps -A -o pid= -o ppid= -o pgid= -o stat=
    return
  fi
  for f in /proc/[0-9]*/stat; do
    l=; read -r l <"$f" || continue
    set -- $\{l##*) }
    p=$\{f#/proc/}
    printf '%s %s %s %s\n' "$\{p%/stat}" "$2" "$3" "$1"
  done
}
list=$(processes)
more=1
while [ -n "$more" ]; do
  more=
  while read -r p parent group state; do
    [ "$p" != $$ ] || own=$group
    case $all in
    *" $p "*) ;;
    *" $parent "*) all="$all$p " groups="$groups$group " more=1 ;;
    esac
  done <<LIST
$list
LIST
done
kill -KILL "$s"
each() { for g in $groups; do [ "$g" -le 1 ] || [ "$g" = "$own" ] || kill "$1" "-$g"; done; }
alive() {
  processes | while read -r p parent group state; do
    case $state in Z* | X*) continue ;; esac
    case $groups in *" $group "*) [ "$group" = "$own" ] || exit 3 ;; esac
  done
  [ $? = 3 ]
}
each -TERM
i=0
while [ $i -lt 20 ] && alive; do sleep 0.1 || sleep 1; i=$((i + 1)); done
each -KILL
exit 0
`
