/** The contents of several files. */
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'
import { sizedParts } from './sized-parts.ts'

/** The contents of small files by path, to be searched here; larger ones than 4 MiB are left out. */
export const contents = (paths: readonly string[]): Query<ReadonlyMap<string, Buffer>> =>
  query<ReadonlyMap<string, Buffer>>({
    name: 'contents',
    key: `contents ${JSON.stringify(paths)}`,
    script: sh`for f in ${paths}; do
s=$(wc -c <"$f" 2>/dev/null) && [ "$s" -le 4194304 ] && [ -r "$f" ] || s=-1
printf '%s\n' $s; [ $s -lt 0 ] || head -c $s -- "$f"; done`,
    parse: ({ stdout }) => sizedParts(paths, stdout),
  })
