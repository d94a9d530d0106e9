/** Variables whose names already mean something else where plays and templates are written. */
import { keywordsOf } from '../../playbook/keywords/keywords.ts'
import type { Role } from '../../playbook/types.ts'
import type { PlayRun } from '../play-run.ts'
import type { Run } from '../run.ts'

/** Warns of each variable of a play that is named as a keyword or as a function of templates. */
export const warnOfReservedNames = ({ run, variables }: PlayRun): void => {
  const place = { play: variables }
  const { globals } = run.templar(place).settings
  for (const name of new Set([...run.variables.scope(place).names(), ...namesOfRoles(variables.roles.shared, run)]))
    if (name !== 'vars' && (keywords.has(name) || globals.has(name)))
      run.emit({ type: 'notice', level: 'warning', message: `Found variable using reserved name: ${name}` })
}

/** What entries of the play give to their roles: its `vars`, and from 2.15 on the parameters, too. */
function* namesOfRoles(roles: readonly Role[], { settings }: Run): Generator<string> {
  for (const { vars, params } of roles) {
    for (const name of vars.keys()) yield String(name)
    if (settings.compat !== '2.14') for (const name of params.keys()) yield String(name)
  }
}

const keywords: ReadonlySet<string> = new Set([
  ...[keywordsOf.Play, keywordsOf.Block, keywordsOf.Task].flatMap((table) => Object.keys(table)),
  'with_',
])
