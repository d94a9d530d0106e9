/** Whether anything is at a path. */
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'
import { pathEffect } from './path-effect.ts'

/** True when something is there, a dangling link too; cheaper than `stat`, as no program is started. */
export const exists = (path: string): Query<boolean> =>
  query<boolean>({
    name: 'exists',
    inline: true,
    key: `exists ${path}`,
    script: sh`[ -e ${path} ] || [ -h ${path} ]`,
    parse: ({ status }) => status === 0,
    overlay: (answer, effects) => {
      const planned = pathEffect(path, effects)
      return planned ? planned.stat !== null : answer
    },
  })
