import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'

/** The bits that new files of this identity don't get. */
export const umask = (): Query<number> =>
  query({
    name: 'umask',
    key: 'umask',
    script: sh`umask`,
    parse: ({ stdout }) => Number.parseInt(stdout.toString(), 8) || 0o022,
  })
