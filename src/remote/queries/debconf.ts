import { RemoteFailure } from '../failure.ts'
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'

/** The answers that debconf has for a package's questions. */
export const debconf = (name: string): Query<ReadonlyMap<string, string>> =>
  query<ReadonlyMap<string, string>>({
    name: 'debconf',
    key: `debconf ${name}`,
    script: sh`LC_ALL=C debconf-show ${name}`,
    parse: ({ stdout, stderr, status }) => {
      if (status !== 0) throw new RemoteFailure(stderr.toString().trim() || 'debconf-show failed')
      const lines = stdout.toString().matchAll(/^[* ] ([^:\n]+):[ ]?(.*)$/gm)
      return new Map([...lines].map((match) => [match[1] as string, (match[2] as string).trim()]))
    },
    overlay: (answer, effects) => {
      const entries = effects.flatMap((effect) =>
        effect.kind === 'named' && effect.type === `debconf ${name}`
          ? [[effect.name, String(effect.value)] as const]
          : [],
      )
      if (entries.length === 0) return answer
      return new Map([...answer, ...entries])
    },
  })
