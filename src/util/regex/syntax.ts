/** The tree of a Python regular expression. */

/** The flags that hold at a place of a pattern: inline groups such as `(?i:…)` change them. */
export interface RegexFlags {
  readonly ignoreCase: boolean
  readonly multiline: boolean
  readonly dotAll: boolean
  readonly verbose: boolean
  readonly ascii: boolean
}

export const noFlags: RegexFlags = { ignoreCase: false, multiline: false, dotAll: false, verbose: false, ascii: false }

/** `d`, `s`, `w` and their negations `D`, `S`, `W`. */
export type Category = 'd' | 'D' | 's' | 'S' | 'w' | 'W'

/** A member of a character class: a range of code points (one if both ends are equal) or a category. */
export type ClassItem = { readonly from: number; readonly to: number } | { readonly category: Category }

/** Where an assertion holds: text start and end, `^`, `$`, word boundary and its negation. */
export type Anchor = 'A' | 'Z' | '^' | '$' | 'b' | 'B'

export type RegexNode =
  | { readonly type: 'char'; readonly code: number; readonly flags: RegexFlags }
  | { readonly type: 'any'; readonly flags: RegexFlags }
  | {
      readonly type: 'class'
      readonly negated: boolean
      readonly items: readonly ClassItem[]
      readonly flags: RegexFlags
    }
  | { readonly type: 'anchor'; readonly anchor: Anchor; readonly flags: RegexFlags }
  | { readonly type: 'group'; readonly index: number; readonly name: string | undefined; readonly body: RegexNode }
  | { readonly type: 'look'; readonly behind: boolean; readonly negated: boolean; readonly body: RegexNode }
  | { readonly type: 'atomic'; readonly body: RegexNode }
  | { readonly type: 'reference'; readonly index: number }
  | {
      readonly type: 'repeat'
      readonly min: number
      readonly max: number
      readonly mode: 'greedy' | 'lazy' | 'possessive'
      readonly body: RegexNode
    }
  | { readonly type: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly type: 'choice'; readonly options: readonly RegexNode[] }

/** A parsed pattern: its tree, its flags, the count and the names of its groups. */
export interface RegexPattern {
  readonly source: string
  readonly root: RegexNode
  readonly flags: RegexFlags
  readonly groupCount: number
  readonly groupNames: ReadonlyMap<string, number>
}

/** A regular expression that is malformed, or that uses what can't be carried over. The message says what and where. */
export class RegexError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'RegexError'
  }
}
