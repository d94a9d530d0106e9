/** The places of mistakes that results tell of. */
import type { Diagnostic } from '../../errors.ts'
import type { Dict } from '../../values.ts'

const diagnostics = new WeakMap<Dict, Diagnostic>()

/** Remembers the mistake that the result tells of. */
export const tellMistake = (result: Dict, diagnostic: Diagnostic): void => {
  diagnostics.set(result, diagnostic)
}

/** The diagnostic of the mistake that a settled result tells of. */
export const diagnosticOf = (result: Dict): Diagnostic | undefined => diagnostics.get(result)
