/** What stands under a URL, as the host sees it: for small files that decide what a module plans. */
import { type Query, query } from '../../../remote/query.ts'
import { sh } from '../../../remote/sh.ts'
import { perlClient } from './perl-client.ts'

export interface Fetched {
  /** `undefined` when it could not be fetched. */
  readonly content: Buffer | undefined
  /** Why not. */
  readonly error: string
}

/** Fetches it with the client that the host has; nothing stays on the host. */
export const fetched = (url: string, { validate_certs = true }: { readonly validate_certs?: boolean } = {}) =>
  query<Fetched>({
    name: 'fetched',
    key: `fetched ${validate_certs} ${url}`,
    script: sh`u=${url}; has() { command -v "$1" >/dev/null 2>&1; }
case $u in file:///*) exec cat -- "$\{u#file://}";; esac
if has curl; then exec curl -q -fsSL -A ansible-httpget ${validate_certs ? [] : ['-k']} -- "$u"
elif has wget; then exec wget -q -U ansible-httpget ${validate_certs ? [] : ['--no-check-certificate']} -O - -- "$u"
elif has perl; then
d=$(mktemp -d) || exit; o=$d/body m=GET t=30 b=; export d o u m t b
echo 'User-Agent: ansible-httpget' >"$d/head"
perl -e ${perlClient({ validate_certs })} >"$d/answer" 2>"$d/said"
s=$?
if [ $s = 0 ]; then
case $(sed 's/^[^ ]* //;q' "$d/answer") in 2*) cat "$o";; *) head -n 1 "$d/answer" >&2; s=1;; esac
else cat "$d/said" >&2; fi
rm -rf -- "$d"; exit $s
else echo 'there is neither curl nor wget nor perl on the host' >&2; exit 1; fi`,
    parse: ({ status, stdout, stderr }) => ({
      content: status === 0 ? stdout : undefined,
      error: stderr.toString().trim() || `exit status ${status}`,
    }),
  }) satisfies Query<Fetched>
