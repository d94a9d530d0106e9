/** The program that runs a module: what its first line names, or what variables and settings say instead. */
import { type ShellScript, sh } from '../../remote/sh.ts'
import { isDict, type Value } from '../../values.ts'
import type { Variables } from '../kit/action.ts'
import { interpreterName } from './style.ts'

/** How to call a script with its arguments. */
export const interpreterCall = (
  variables: Variables,
  written: readonly string[],
  { script, setting }: { readonly script: ShellScript; readonly setting: string },
): ShellScript => {
  const name = interpreterName(written)
  const rest = written.slice(written[0]?.endsWith('/env') ? 2 : 1)
  const isPython = /^python[\d.]*$/.test(name)
  const chosen = inWords(interpreterVariable(variables, name) ?? (isPython ? setting : ''))
  if (chosen !== undefined) return sh`exec ${[...chosen, ...rest]} ${script}`
  if (!isPython) return sh`exec ${[...written]} ${script}`
  return sh`${findPython}
exec "$p" ${rest} ${script}`
}

/** How to call Python with some arguments, whatever a module's first line says. */
export const pythonCall = (variables: Variables, setting: string, args: ShellScript): ShellScript => {
  const chosen = inWords(interpreterVariable(variables, 'python') ?? setting)
  if (chosen !== undefined) return sh`${chosen} ${args}`
  return sh`${findPython}
"$p" ${args}`
}

/** That of the system comes first: it has the packages that modules need of it. */
const findPython = sh`p=/usr/bin/python3
[ -x "$p" ] || p=$(command -v python3 || command -v python || command -v /usr/libexec/platform-python) || p=/usr/bin/python3`

/** `ansible_NAME_interpreter` of the host that the program runs on. */
const interpreterVariable = (variables: Variables, name: string): string | undefined => {
  const value = variableOfHost(variables, `ansible_${name.replace(/^python[\d.]*$/, 'python')}_interpreter`)
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

/** None for `auto`, `auto_silent`, `auto_legacy`. */
const inWords = (text: string): readonly string[] | undefined => {
  const trimmed = text.trim()
  return trimmed === '' || /^auto(?:_\w+)?$/.test(trimmed) ? undefined : trimmed.split(/\s+/)
}

/** How many files a module may have open: a variable, or the setting. */
export const openFilesLimit = (variables: Variables, setting: number): number => {
  const value = variableOfHost(variables, 'ansible_python_module_rlimit_nofile')
  return value === undefined ? setting : Number(value) || 0
}

const variableOfHost = (variables: Variables, name: string): Value | undefined => {
  const delegated = variables.get('ansible_delegated_vars')
  const [host] = isDict(delegated) ? delegated.keys() : []
  const scope = isDict(delegated) && host !== undefined ? delegated.get(host) : undefined
  if (isDict(scope)) return scope.get(name)
  const value = variables.get(name)
  return value === undefined ? undefined : variables.evaluate(value as Value)
}
