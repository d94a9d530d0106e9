/** Paths and arguments as a person writes them, turned into shell words that the host expands as Python would. */
import { quote, ShellScript, sh } from '../../remote/sh.ts'

/** Names the shell sets for itself without their being in the environment. */
const shellOnly: ReadonlySet<string> = new Set(['IFS', 'PS1', 'PS2', 'PS4', 'OPTIND', 'PPID', 'LINENO'])

/** One word in which `$NAME`, `${NAME}` and a leading `~` or `~user` are replaced; unknown names stay as they are. */
export const expandedWord = (text: string): ShellScript => {
  const tilde = /^~([A-Za-z0-9_][\w.-]*)?(?=\/|$)/.exec(text)?.[0] ?? ''
  const rest = text.slice(tilde.length)
  if (tilde === '') return ShellScript.trusted(withVariables(text))
  return ShellScript.trusted(rest === '' ? tilde : `${tilde}/${withVariables(rest.slice(1), true)}`)
}

/** A pattern that the shell expands to the paths it matches; variables and `~` are replaced as well. */
export const globWord = (text: string): ShellScript => {
  const tilde = /^~([A-Za-z0-9_][\w.-]*)?(?=\/|$)/.exec(text)?.[0] ?? ''
  const parts = text.slice(tilde.length).split(/(\*+|\?|\[[^/\]]+\])/)
  return ShellScript.trusted(
    tilde + parts.map((part, i) => (i % 2 === 1 ? pattern(part) : unquotedSlash(part))).join(''),
  )
}

/** Succeeds when the pattern matches a path, be it a broken link. */
export const globMatches = (text: string): ShellScript =>
  sh`for runbook_path in ${globWord(text)}; do { [ -e "$runbook_path" ] || [ -L "$runbook_path" ]; } && break; done`

const withVariables = (text: string, mayBeEmpty = false): string => {
  const parts = text.split(/(\$\w+|\$\{\w+\})/)
  const words = parts.map((part, i) => (i % 2 === 1 ? variable(part) : part === '' ? '' : quote(part)))
  return words.join('') || (mayBeEmpty ? '' : "''")
}

/** A variable's value, or the text itself where there is no such variable. */
const variable = (text: string): string => {
  const name = text.replace(/[${}]/g, '')
  if (shellOnly.has(name) || /^\d/.test(name)) return quote(text)
  return `"\${${name}-\\${text.replace(/\}$/, '\\}')}}"`
}

/** A bracket expression: its characters are quoted unless they have a meaning there. */
const pattern = (part: string): string =>
  part.startsWith('[') ? `[${part.slice(1, -1).replace(/[^\w!^-]/g, (char) => quote(char))}]` : part

/** Quoted but for a leading slash, which ends a `~`. */
const unquotedSlash = (part: string): string =>
  part.startsWith('/') ? `/${withVariables(part.slice(1), true)}` : withVariables(part, true)
