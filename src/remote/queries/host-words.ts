/** What a host said when it could not answer. */
import type { Answer } from '../answer.ts'
import { RemoteFailure } from '../failure.ts'

/** True when the words mean that a path is not there. Scripts speak with `LC_ALL=C` where this is asked. */
export const isAbsent = ({ stderr }: Answer): boolean =>
  /No such file or directory|Not a directory/.test(stderr.toString())

/** An error with the host's words. */
export const refused = (what: string, { stderr, status }: Answer): RemoteFailure =>
  new RemoteFailure(`${what}: ${stderr.toString().trim() || `status ${status}`}`)
