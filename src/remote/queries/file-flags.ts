import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'

/** A file's flags as `lsattr` shows them, without dashes: `ei`. Empty where the file or the tool is not there. */
export const fileFlags = (path: string): Query<string> =>
  query({
    name: 'file-flags',
    key: `file-flags ${path}`,
    script: sh`lsattr -d -- ${path} 2>/dev/null; :`,
    parse: ({ stdout }) => (stdout.toString().split(' ')[0] ?? '').replaceAll('-', '').trim(),
  })
