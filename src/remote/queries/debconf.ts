import { RemoteFailure } from '../failure.ts'
import { type Query, query } from '../query.ts'
import { type ShellScript, sh } from '../sh.ts'

/**
 * The answers that debconf has for a package's questions. It shows no passwords: one is read where it is asked for and
 * debconf-utils are there, and is not among the answers else.
 */
export const debconf = (
  name: string,
  { password }: { readonly password?: string | undefined } = {},
): Query<ReadonlyMap<string, string>> =>
  query<ReadonlyMap<string, string>>({
    name: 'debconf',
    key: `debconf ${name} ${password ?? ''}`,
    script:
      password === undefined
        ? show(name)
        : sh`${show(name)} || exit
${stored(name, password)}`,
    parse: ({ stdout, stderr, status }) => {
      if (status !== 0) throw new RemoteFailure(stderr.toString().trim() || 'debconf-show failed')
      const lines = stdout.toString().matchAll(/^[* ] ([^:\n]+):[ ]?(.*)$/gm)
      const shown = [...lines].map((match) => [match[1] as string, (match[2] as string).trim()] as const)
      const answers = new Map(shown.filter(([question]) => question !== password))
      const known = /^\t(.*)$/m.exec(stdout.toString())?.[1]
      return known === undefined || password === undefined ? answers : answers.set(password, known)
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

const show = (name: string): ShellScript => sh`LC_ALL=C debconf-show ${name}`

/** The password after a tab, on a line of its own. */
const stored = (name: string, question: string): ShellScript =>
  sh`debconf-get-selections 2>/dev/null | awk -F '\t' -v p=${name} -v q=${question} 'index($1, p) == 1 && $2 == q && $3 == "password" { print "\t" $4; exit }'`
