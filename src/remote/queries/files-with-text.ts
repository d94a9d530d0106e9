/** Which of many files have a text in them. */
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'

/** Those of the files, of any size, in which a text stands within a line. */
export const filesWithText = (paths: readonly string[], text: string): Query<ReadonlySet<string>> =>
  query<ReadonlySet<string>>({
    name: 'files-with-text',
    key: `files-with-text ${JSON.stringify([text, paths])}`,
    script: sh`if printf 'x\\0' | xargs -0 echo >/dev/null 2>&1; then
printf '%s\\0' ${paths} | LC_ALL=C xargs -0 grep -lF -e ${text} -- /dev/null 2>/dev/null; :
else for f in ${paths}; do LC_ALL=C grep -qF -e ${text} -- "$f" 2>/dev/null && printf '%s\\n' "$f"; done; :
fi`,
    parse: ({ stdout }) => {
      const found = new Set(stdout.toString().split('\n'))
      // A name of several lines can't be told from several names: whoever reads the file finds out.
      return new Set(paths.filter((path) => path.includes('\n') || found.has(path)))
    },
  })
