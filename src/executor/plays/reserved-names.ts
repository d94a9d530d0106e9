/** Variables whose names already mean something else where plays and templates are written. */
import { keywordsOf } from '../../playbook/keywords/keywords.ts'
import type { PlayRun } from '../play-run.ts'

/** Warns of each variable of a play that is named as a keyword or as a function of templates. */
export const warnOfReservedNames = ({ run, variables }: PlayRun): void => {
  const place = { play: variables }
  const { globals } = run.templar(place).settings
  for (const name of run.variables.scope(place).names())
    if (name !== 'vars' && (keywords.has(name) || globals.has(name)))
      run.emit({ type: 'notice', level: 'warning', message: `Found variable using reserved name: ${name}` })
}

const keywords: ReadonlySet<string> = new Set([
  ...[keywordsOf.Play, keywordsOf.Block, keywordsOf.Task].flatMap((table) => Object.keys(table)),
  'with_',
])
