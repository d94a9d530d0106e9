/** What happens to characters that aren't allowed in group names (`TRANSFORM_INVALID_GROUP_CHARS`). */
export type GroupNameRule = 'always' | 'never' | 'ignore' | 'silently'

interface Told {
  readonly groupNames: GroupNameRule
  readonly warn: (message: string) => void
  readonly debug: (level: number, message: string) => void
}

// Python's \w and \d know all scripts.
const invalid = /^[^\p{L}\p{Nl}\p{No}_]|[^\p{L}\p{N}_]/gu

/** A group's name by the rule that is set: as it is, or with underscores for other characters; with a warning. */
export const checkedGroupName = (name: string, { groupNames, warn, debug }: Told): string => {
  const found = name.match(invalid)
  if (!found) return name
  const detail = `invalid character(s) "${setText(found)}" in group name (${name})`
  if (groupNames === 'ignore') return name
  if (groupNames === 'never') {
    debug(4, `Not replacing ${detail}`)
    warn('Invalid characters were found in group names but not replaced, use -vvvv to see details')
    return name
  }
  if (groupNames === 'always') {
    debug(4, `Replacing ${detail}`)
    warn('Invalid characters were found in group names and automatically replaced, use -vvvv to see details')
  }
  return safeGroupName(name)
}

/** A group's name with underscores for characters that aren't allowed. */
export const safeGroupName = (name: string): string => name.replace(invalid, '_')

/** Python's text of a set of characters. */
const setText = (characters: readonly string[]): string =>
  `{${[...new Set(characters)].map((character) => `'${character}'`).join(', ')}}`
