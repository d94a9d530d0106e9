/** A link whose target is chosen among alternatives, as update-alternatives tells of it. */
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'

export interface Subcommand {
  readonly name: string
  readonly path: string
  readonly link: string | undefined
}

export interface Alternative {
  readonly priority: number
  readonly subcommands: readonly Subcommand[]
}

export interface Alternatives {
  /** The host has update-alternatives. */
  readonly tool: boolean
  readonly mode: 'auto' | 'manual' | undefined
  /** What the link points to. */
  readonly current: string | undefined
  readonly link: string | undefined
  /** By path. */
  readonly choices: ReadonlyMap<string, Alternative>
}

/** All that is known of a name. */
export const alternatives = (name: string): Query<Alternatives> =>
  query<Alternatives>({
    name: 'alternatives',
    key: `alternatives ${name}`,
    script: sh`PATH=$PATH:/usr/sbin:/sbin; command -v update-alternatives >/dev/null 2>&1 || exit 127
LC_ALL=C update-alternatives --display ${name} 2>/dev/null`,
    parse: ({ stdout, status }) => parse(stdout.toString(), status !== 127),
    overlay: (answer, effects) => {
      const own = effects.findLast(
        (effect) => effect.kind === 'named' && effect.type === 'alternatives' && effect.name === name,
      )
      return own?.kind === 'named' ? (own.value as Alternatives) : answer
    },
  })

const parse = (text: string, tool: boolean): Alternatives => {
  const links = new Map(
    [...text.matchAll(/^\s*(?:slave|follower) (\S+) is (.*)$/gm)].map(([, name, link]) => [name, link] as const),
  )
  const choices = new Map<string, Alternative>()
  let last: Subcommand[] = []
  for (const line of text.split('\n')) {
    const [, path, priority] = /^(\/.*) - (?:family \S+ )?priority (\d+)/.exec(line) ?? []
    const [, name, target] = /^\s+(?:slave|follower) (.*?): (.*)$/.exec(line) ?? []
    if (path !== undefined) {
      last = []
      choices.set(path, { priority: Number(priority), subcommands: last })
    } else if (name !== undefined && target !== undefined && target !== '(null)') {
      last.push({ name, path: target, link: links.get(name) })
    }
  }
  const mode = /\s-\s(?:status is )?(\w*)(?: mode|\.)$/m.exec(text)?.[1]
  return {
    tool,
    mode: mode === 'auto' || mode === 'manual' ? mode : undefined,
    current: /^\s*link currently points to (.*)$/m.exec(text)?.[1],
    link: /^\s*link \w+ is (.*)$/m.exec(text)?.[1],
    choices,
  }
}
