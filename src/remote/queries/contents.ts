/** The contents of several files. */
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'

/** The contents of small files by path, to be searched here; larger ones than 4 MiB are left out. */
export const contents = (paths: readonly string[]): Query<ReadonlyMap<string, Buffer>> =>
  query<ReadonlyMap<string, Buffer>>({
    name: 'contents',
    key: `contents ${JSON.stringify(paths)}`,
    script: sh`for f in ${paths}; do
s=$(wc -c <"$f" 2>/dev/null) && [ "$s" -le 4194304 ] && [ -r "$f" ] || s=-1
printf '%s\n' $s; [ $s -lt 0 ] || head -c $s -- "$f"; done`,
    parse: ({ stdout }) => {
      const found = new Map<string, Buffer>()
      let at = 0
      for (const path of paths) {
        const end = stdout.indexOf(10, at)
        if (end < 0) break
        const size = Number(stdout.subarray(at, end).toString())
        at = end + 1 + Math.max(0, size)
        if (size >= 0) found.set(path, stdout.subarray(end + 1, at))
      }
      return found
    },
  })
