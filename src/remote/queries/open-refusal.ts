/** Why a file can't be opened for reading. */
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'
import { pathEffect } from './path-effect.ts'

const absent = 'No such file or directory'

/** The system's words for why a path can't be read as a file, such as `Is a directory`; empty when it can. */
export const openRefusal = (path: string): Query<string> =>
  query<string>({
    name: 'open-refusal',
    key: `open-refusal ${path}`,
    script: sh`LC_ALL=C head -c 1 -- ${path} 2>&1 >/dev/null; :`,
    parse: ({ stdout }) => /: ([^:]+)\n?$/.exec(stdout.toString())?.[1]?.trimEnd() ?? '',
    overlay: (answer, effects) => {
      const planned = pathEffect(path, effects)
      if (planned === undefined) return answer
      if (planned.stat === null) return absent
      return planned.stat.kind === 'directory' ? 'Is a directory' : planned.stat.kind === undefined ? answer : ''
    },
    lacks: (answer) => answer === absent,
  })
