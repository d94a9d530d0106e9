/** Writing a file whole: a reader sees the old one or the new one, never half. */
import { randomBytes } from 'node:crypto'
import { posix } from 'node:path'
import { printfBytes } from './printf-bytes.ts'
import type { FileWrite } from './remote-host.ts'
import { lines, ShellScript, sh } from './sh.ts'

/** A name that nothing has, in the directory of `path`. */
export const temporaryBeside = (path: string): string =>
  posix.join(posix.dirname(path), `.runbook-${randomBytes(8).toString('hex')}`)

/** Writes content that is part of the script. */
export const writeScript = (write: FileWrite, content: Buffer): ShellScript =>
  lines(start(write, temporaryBeside(write.path)), create(write), fill(content), finish(write))

/** Puts a temporary file that was sent before in its place. */
export const finishScript = (write: FileWrite, temporary: string): ShellScript =>
  lines(start(write, temporary), finish(write))

const start = (
  write: FileWrite,
  temporary: string,
): ShellScript => sh`f=${write.path} t=${temporary} d=${posix.dirname(write.path)}
trap 'rm -f -- "$t"' EXIT
trap 'exit 143' HUP INT TERM
fail() { printf '%s\n' "$1" >&2; exit 1; }
[ -d "$d" ] || fail "Destination directory $d does not exist"
[ ! -d "$f" ] || fail "$f is a directory"`

const create = (write: FileWrite): ShellScript => sh`n() { (umask 077; set -C; : >"$t"); }
if ! n; then
  ${inPlace(write)} || exit 1
  t=$\{TMPDIR:-/tmp}/$\{t##*/}
  n || exit 1
fi`

const fill = (
  content: Buffer,
): ShellScript => sh`e=$(${printfBytes(content)} | LC_ALL=C dd of="$t" bs=65536 conv=fsync,notrunc 2>&1) || fail "$\{e%%
*}"`

const finish = (write: FileWrite): ShellScript =>
  lines(ownership(write), permissions(write), validation(write), backup(write), replace(write))

/** What the file replaced has, its access control list included, is kept where the caller says nothing; where that is not allowed, as it is not for users, so be it. */
const ownership = ({ owner, group }: FileWrite): ShellScript =>
  lines(
    sh`m==rw
if [ -e "$f" ]; then
  s=$(LC_ALL=C stat -L -c %a:%u:%g -- "$f" "$t") || exit
  m=$\{s%%:*} s=$\{s#*:} o=$\{s%%
*}
  [ "$o" = "$\{s#*:}" ] || chown "$o" -- "$t" 2>/dev/null || chgrp "$\{o#*:}" -- "$t" 2>/dev/null
  a=
  ! command -v setfacl >/dev/null || a=$(getfacl -cps -- "$f" 2>/dev/null)
  [ -z "$a" ] || printf '%s\n' "$a" | setfacl --set-file=- -- "$t" 2>/dev/null
fi`,
    owner === undefined && group === undefined
      ? ShellScript.trusted('')
      : sh`chown ${`${owner ?? ''}${group === undefined ? '' : `:${group}`}`} -- "$t" || exit`,
  )

const permissions = ({ mode }: FileWrite): ShellScript =>
  mode === undefined ? sh`chmod "$m" -- "$t" || exit` : sh`chmod ${mode.toString(8).padStart(4, '0')} -- "$t" || exit`

const validation = ({ validate }: FileWrite): ShellScript =>
  validate === undefined
    ? ShellScript.trusted('')
    : sh`{ e=$(${validationCommand(validate)} 2>&1 >&8 8>&- </dev/null) || fail "failed to validate: rc:$? error:$e"; } 8>&1`

/** The user's command, with the temporary file's name for `%s`. */
const validationCommand = (validate: string): ShellScript =>
  ShellScript.trusted(`{ ${validate.replace(/%[s%]/g, (found) => (found === '%s' ? '"$t"' : '%'))}\n}`)

const backup = (write: FileWrite): ShellScript =>
  write.backup === undefined ? ShellScript.trusted('') : sh`[ ! -e "$f" ] || cp -p -- "$f" ${write.backup} || exit`

const replace = (write: FileWrite): ShellScript => sh`if e=$(LC_ALL=C mv -f -- "$t" "$f" 2>&1); then trap - EXIT
elif ${inPlace(write)}; then cat -- "$t" >"$f" || exit
else fail "$e"
fi`

/** Whether the file may be written in place; a variable of the host's environment says so where the caller does not. */
const inPlace = ({ unsafe }: FileWrite): ShellScript => {
  if (unsafe !== undefined) return ShellScript.trusted(unsafe ? 'true' : 'false')
  return sh`case $ANSIBLE_UNSAFE_WRITES in 1|[TtYy]|[Oo][Nn]|[Tt][Rr][Uu][Ee]|[Yy][Ee][Ss]) true;; *) false;; esac`
}
