import { UserError } from '../errors.ts'
import type { PlayRun } from './play-run.ts'

/** How the hosts of a play go through its tasks; `debug` is `linear` that stops at failures. */
export type Strategy = 'linear' | 'free' | 'host_pinned' | 'debug'

const strategies: readonly Strategy[] = ['linear', 'free', 'host_pinned', 'debug']

/** @throws UserError when there is no strategy of the name that the play gives. */
export const strategyOf = ({ run, play, playKeyword }: PlayRun): Strategy => {
  const written = String(playKeyword(play.strategy ?? run.settings.strategy))
  const known = strategies.find((name) => name === written.replace(/^ansible\.builtin\./, ''))
  if (known) return known
  const message = `Invalid play strategy specified: ${written}`
  const position = play.keywords.get('strategy') ?? play.position
  throw new UserError({ message, position, hint: `one of ${strategies.join(', ')}` }, 1)
}
