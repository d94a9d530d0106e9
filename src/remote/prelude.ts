/**
 * The shell functions that every persistent shell knows. They are sent once, with the first request.
 *
 * A request prints frames between the bytes of its commands. A frame starts with the request's random marker, so what a
 * command prints can't be mistaken for one. On standard output:
 *
 * | frame            | meaning                                                                            |
 * | ---------------- | ---------------------------------------------------------------------------------- |
 * | `MARKER b PID`   | the shell's first request begins; what came before is noise of the login            |
 * | `MARKER l`       | the step left processes behind that may still write to the shell's output           |
 * | `MARKER e N`     | the step ended with exit status N                                                  |
 * | `MARKER o N`     | the same for an inline step, whose errors are part of its output                   |
 * | `MARKER s`       | the step was passed over                                                           |
 *
 * On standard error `MARKER b`, `MARKER e` and `MARKER s` mark the same places; an inline step leaves no mark there.
 *
 * | function      | what it does                                                                              |
 * | ------------- | ----------------------------------------------------------------------------------------- |
 * | `__rb_b M`    | tells that the shell is there                                                             |
 * | `__rb_n M E`  | begins a request with marker M; E is evaluated before each script (environment, directory) |
 * | `__rb_l S`    | runs a script of our own in a subshell                                                     |
 * | `__rb_i S`    | runs a script in a session of its own, so that what it leaves behind can be found and ended |
 * | `__rb_e N`    | ends a step                                                                               |
 * | `__rb_o N`    | ends an inline step                                                                       |
 * | `__rb_s`      | passes a step over                                                                        |
 *
 * `$__rb_g` is the status of the last guarded step. A shell's own remark about a killed command (`Killed`) goes to
 * /dev/null: it is not the command's output.
 */
export const prelude = `__rb_b() { printf '%s b %s\\n' "$1" $$; printf '%s b\\n' "$1" >&2; }
__rb_n() { __rb_m=$1 __rb_x=$2 __rb_g=0; }
__rb_e() { __rb_r=$1; printf '%s e %s\\n' "$__rb_m" "$1"; printf '%s e\\n' "$__rb_m" >&2; }
__rb_o() { __rb_r=$1; printf '%s o %s\\n' "$__rb_m" "$1"; }
__rb_s() { printf '%s s\\n' "$__rb_m"; printf '%s s\\n' "$__rb_m" >&2; }
__rb_l() { { (exec 2>&4 4>&-; eval "$__rb_x$1"); } 4>&2 2>/dev/null; }
__rb_w='printf %s $$; exec >&3 3>&- 2>&4 4>&-; __rb_c=$__rb_v; unset __rb_v; eval "unset __rb_c;$__rb_c"'
if command -v setsid >/dev/null 2>&1; then
__rb_i() {
[ \${#1} -lt 30000 ] || { __rb_l "$1"; return; }
{ __rb_p=$(__rb_v=$__rb_x$1; export __rb_v; exec setsid /bin/sh -c "$__rb_w" /bin/sh); } 3>&1 4>&2 2>/dev/null
set -- $?
[ -z "$__rb_p" ] || ! kill -0 "-$__rb_p" 2>/dev/null || printf '%s l\\n' "$__rb_m"
return $1
}
else
__rb_i() { __rb_l "$1"; }
fi
`
