import type { Value } from '../../values.ts'
import { ModuleFailure } from '../kit/change.ts'

const keywords = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with yield`.split(/\s+/),
)

/** The name itself when a variable may have it; else throws. */
export const checkVariableName = (name: Value): string => {
  if (typeof name === 'string' && /^[A-Za-z_]\w*$/.test(name) && !keywords.has(name)) return name
  throw new ModuleFailure(
    `The variable name '${String(name)}' is not valid. Variables must start with a letter or underscore character, ` +
      'and contain only letters, numbers and underscores.',
  )
}
