/** Shell patterns among the names of packages: apt-get itself would take them for regular expressions. */
import { type ShellScript, sh } from '../sh.ts'

/** True for a name with `*`, `?` or `[…]`; those of a version (`nginx=1.*`) are apt-get's own. */
export const isPackagePattern = (spec: string): boolean => /^[^-=<>/:][^=<>/:]*$/.test(spec) && /[*?[]/.test(spec)

/**
 * The words of a call of apt-get, where patterns stand for the packages that they match: to remove, those that are
 * installed (or have left their configuration, to purge), else all that the lists know.
 */
export const aptWords = (args: readonly string[]): ShellScript => {
  const removes = args.includes('remove')
  const state = args.includes('--purge') ? '[ic]' : 'i'
  const word = (arg: string): ShellScript | string => {
    if (!isPackagePattern(arg)) return arg
    if (!removes) return sh`$(apt-cache pkgnames | grep -xE -e ${extended(arg)})`
    const found = sh`dpkg-query -W -f '$\{db:Status-Abbrev}$\{Package}\n' -- ${arg} 2>/dev/null`
    return sh`$(${found} | sed -n ${`s/^.${state}. *//p`} | sort -u)`
  }
  return sh`${args.map(word)}`
}

/** A shell pattern as an extended regular expression. */
const extended = (pattern: string): string =>
  pattern
    .replace(/[.+^$(){}|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
    .replaceAll('[!', '[^')
