/** A user's home and SSH key. */
import { posix } from 'node:path'
import type { UserEntry } from '../../../remote/queries/accounts.ts'
import type { SshKey } from '../../../remote/queries/ssh-key.ts'
import { sh } from '../../../remote/sh.ts'
import { type Change, change, type Planned, warning } from '../../kit/change.ts'
import type { UserOptions } from './options.ts'

/** Makes the missing home of an account that is there. */
export const makeHome = (options: UserOptions, entry: UserEntry): Change => {
  const home = options.home ?? entry.home
  return change({
    summary: `create the home ${home}`,
    commands: [
      sh`h=${home} k=${options.skeleton ?? '/etc/skel'} u=${options.umask ?? ''}
mkdir -p -- "$h" || exit
if [ -d "$k" ]; then cp -R -- "$k/." "$h" || exit; fi
[ -n "$u" ] || u=$(sed -n 's/^[[:space:]]*UMASK[[:space:]]*\\([0-7]*\\).*/\\1/p' /etc/login.defs 2>/dev/null)
chown -R -- ${`${entry.uid ?? options.name}:${entry.gid ?? ''}`} "$h" && chmod -- "$(printf %o $((0777 & ~0$\{u:-22})))" "$h"`,
    ],
    effects: [{ kind: 'path', path: home, stat: { kind: 'directory' } }],
  })
}

/** Makes a key where there is none, or where one may be replaced. */
export function* makeKey(options: UserOptions, path: string, key: SshKey): Iterable<Planned> {
  const found = [
    ...(key.hasPrivate ? [`private file "${path}"`] : []),
    ...(key.hasPublic && (options.force || !key.hasPrivate) ? [`public file "${path}.pub"`] : []),
  ]
  for (const one of found) {
    yield warning(
      options.force
        ? `Overwriting existing ssh key ${one}`
        : `Found existing ssh key ${one}, no force, so skipping ssh-keygen generation`,
    )
  }
  if (found.length > 0 && !options.force) return
  yield change({
    summary: `make the SSH key ${path}`,
    commands: [
      { script: generate(options, path), stdin: Buffer.from(`${options.ssh_key_passphrase?.reveal() ?? ''}\n`) },
    ],
    effects: [path, `${path}.pub`].map((one) => ({ kind: 'path', path: one, stat: { kind: 'file' } })),
  })
}

/** A passphrase comes on standard input and goes to ssh-keygen through a helper: it is in no argument and no file. */
const generate = (options: UserOptions, path: string) => sh`f=${path} d=${posix.dirname(path)} n=${options.name}
IFS= read -r RUNBOOK_PASSPHRASE
[ -d "$d" ] || { mkdir -m 700 -- "$d" && chown -- "$n:" "$d"; } || exit
rm -f -- "$f" "$f.pub"
c=${options.ssh_key_comment ?? ''}; [ -n "$c" ] || c="ansible-generated on $(uname -n)"
set -- -q -t ${options.ssh_key_type} -C "$c" -f "$f" ${options.ssh_key_bits > 0 ? ['-b', options.ssh_key_bits] : []}
if [ -z "$RUNBOOK_PASSPHRASE" ]; then ssh-keygen "$@" -N '' || exit
else
a=$(mktemp) && chmod 700 "$a" && printf '#!/bin/sh\nprintf "%%s\\n" "$RUNBOOK_PASSPHRASE"\n' >"$a" || exit
export RUNBOOK_PASSPHRASE
SSH_ASKPASS=$a SSH_ASKPASS_REQUIRE=force DISPLAY=:0 ssh-keygen "$@" </dev/null >/dev/null; s=$?
rm -f -- "$a"; [ $s = 0 ] || exit $s
fi
chown -- "$n:" "$f" "$f.pub"`
