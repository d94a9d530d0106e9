/** How template text is read: delimiters and whitespace. */

/** Jinja2's settings of the lexer, with Ansible's defaults in {@link VARIABLE_SYNTAX}. */
export interface Syntax {
  readonly blockStart: string
  readonly blockEnd: string
  readonly variableStart: string
  readonly variableEnd: string
  readonly commentStart: string
  readonly commentEnd: string
  readonly trimBlocks: boolean
  readonly lstripBlocks: boolean
  readonly keepTrailingNewline: boolean
  readonly newlineSequence: string
  readonly lineStatementPrefix: string | undefined
  readonly lineCommentPrefix: string | undefined
  /** A backslash in a string literal within `{{ }}` stands for itself, as in playbooks. */
  readonly rawBackslashes: boolean
  readonly extensions: ReadonlySet<Extension>
}

/** Jinja2 extensions that may be turned on. */
export type Extension = 'do' | 'loopcontrols'

/** Strings of playbooks and variables. */
export const VARIABLE_SYNTAX: Syntax = {
  blockStart: '{%',
  blockEnd: '%}',
  variableStart: '{{',
  variableEnd: '}}',
  commentStart: '{#',
  commentEnd: '#}',
  trimBlocks: true,
  lstripBlocks: false,
  keepTrailingNewline: false,
  newlineSequence: '\n',
  lineStatementPrefix: undefined,
  lineCommentPrefix: undefined,
  rawBackslashes: true,
  extensions: new Set(),
}
