/** The bytes of a file. */
import { RemoteFailure } from '../failure.ts'
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'
import { isAbsent, refused } from './host-words.ts'
import { pathEffect } from './path-effect.ts'

export interface ContentOptions {
  /** The most bytes that are read; a longer file is a failure. 64 MiB unless told. */
  readonly limit?: number | undefined
}

/** A file's whole content, links followed; `null` when it is not there. For large files there is `download`. */
export const content = (path: string, { limit = 64 * 1024 * 1024 }: ContentOptions = {}): Query<Buffer | null> =>
  query<Buffer | null>({
    name: 'content',
    inline: true,
    key: `content ${limit} ${path}`,
    script: sh`LC_ALL=C head -c ${limit + 1} -- ${path}`,
    parse: (answer) => {
      if (answer.status !== 0) {
        if (isAbsent(answer)) return null
        throw refused(`can't read ${path}`, answer)
      }
      if (answer.stdout.length > limit) throw new RemoteFailure(`can't read ${path}: it has more than ${limit} bytes`)
      return answer.stdout
    },
    overlay: (answer, effects) => {
      const planned = pathEffect(path, effects)
      if (!planned) return answer
      return planned.stat === null ? null : (planned.content ?? answer)
    },
  })
