/** What a read-only script prints. */
import type { Answer } from '../answer.ts'
import { type Query, query } from '../query.ts'
import type { ShellScript } from '../sh.ts'

/** The answer of a script that changes nothing, as it is; no effect touches it. */
export const command = (script: ShellScript, name = 'command'): Query<Answer> =>
  query({ name, key: `command ${script.text}`, script, parse: (answer) => answer, lacks: ({ status }) => status !== 0 })
