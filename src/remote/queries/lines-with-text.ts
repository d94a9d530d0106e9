/** The lines of several files in which a text stands. */
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'
import { sizedParts } from './sized-parts.ts'

/** Those lines of each file, whatever its size, by its path; files that can't be read are left out. */
export const linesWithText = (paths: readonly string[], text: string): Query<ReadonlyMap<string, Buffer>> =>
  query<ReadonlyMap<string, Buffer>>({
    name: 'lines-with-text',
    key: `lines-with-text ${JSON.stringify([text, paths])}`,
    script: sh`a=-a; echo x | grep -aq x 2>/dev/null || a=
l() { LC_ALL=C grep $a -F -e ${text} -- "$f" 2>/dev/null; }
for f in ${paths}; do
s=-1; [ -r "$f" ] && s=$(l | wc -c)
printf '%d\\n' $s; [ $s -lt 1 ] || l | head -c $s; done`,
    parse: ({ stdout }) => sizedParts(paths, stdout),
  })
