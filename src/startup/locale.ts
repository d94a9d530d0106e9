/**
 * Whether the terminal's locale is one that runbook can write for, which is UTF-8. Names that say so are believed; the
 * plain locale `C` is taken too, as nothing needs another.
 */
import { spawnSync } from 'node:child_process'

const plain: ReadonlySet<string> = new Set(['', 'C', 'POSIX'])

/** What is wrong with the locale that the environment asks for; `undefined` where it will do, or nobody can tell. */
export const localeMistake = (env: Readonly<Record<string, string | undefined>>): string | undefined => {
  const name = env.LC_ALL || env.LC_CTYPE || env.LANG || ''
  if (plain.has(name) || /\.utf-?8(?:@|$)/i.test(name)) return undefined
  const { status, stdout, stderr } = spawnSync('locale', ['charmap'], { env, encoding: 'utf8' })
  if (status !== 0) return undefined
  if (/cannot set/i.test(stderr)) return 'Ansible could not initialize the preferred locale: unsupported locale setting'
  const encoding = stdout.trim()
  if (encoding === 'UTF-8') return undefined
  return `Ansible requires the locale encoding to be UTF-8; Detected ${encoding}.`
}
