/** The lines of an `authorized_keys` file. */
import { ModuleFailure } from '../kit/change.ts'

/** A line that holds a key. */
export interface AuthorizedKey {
  readonly type: string
  /** In Base64. */
  readonly key: string
  /** By name, in order; those without a value have `undefined`. */
  readonly options: ReadonlyMap<string, readonly (string | undefined)[]>
  readonly comment: string
}

const types = /^(ssh-(ed25519|dss|rsa)|ecdsa-sha2-nistp\d+|sk-[\w-]+@openssh\.com|[\w-]+-cert-v\d\d@openssh\.com)$/

/** The key on a line; `undefined` for comments and what can't be read. */
export const parseKey = (line: string): AuthorizedKey | undefined => {
  const words = line.trim().match(/(?:"(?:\\.|[^"\\])*"|[^\s"])+/g) ?? []
  const at = words.findIndex((word) => types.test(word))
  const key = words[at + 1]
  if (line.trimStart().startsWith('#') || at < 0 || at > 1 || key === undefined) return undefined
  const comment = words.slice(at + 2).join(' ')
  return { type: words[at]!, key, options: parseOptions(at === 1 ? words[0]! : ''), comment }
}

/** `command="x",no-pty` by name. */
export const parseOptions = (text: string): AuthorizedKey['options'] => {
  const options = new Map<string, (string | undefined)[]>()
  for (const part of text.match(/(?:"(?:\\.|[^"\\])*"|[^,"])+/g) ?? []) {
    const at = part.indexOf('=')
    const name = (at < 0 ? part : part.slice(0, at)).trim()
    options.set(name, [...(options.get(name) ?? []), at < 0 ? undefined : part.slice(at + 1)])
  }
  return options
}

const keyLine = ({ type, key, options, comment }: AuthorizedKey): string => {
  const words = [...options].flatMap(([name, values]) =>
    values.map((value) => (value === undefined ? name : `${name}=${value}`)),
  )
  return [...(words.length > 0 ? [words.join(',')] : []), type, key, ...(comment ? [comment] : [])].join(' ')
}

export interface KeySettings {
  /** One key on each line. */
  readonly keys: string
  readonly options: string | undefined
  readonly comment: string | undefined
  readonly state: 'absent' | 'present'
  readonly exclusive: boolean
}

/** The text with those keys, or without them. The same text when nothing differs. */
export const editKeys = (text: string, settings: KeySettings): string => {
  const wanted = wantedKeys(settings)
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n')
  const after = settings.state === 'absent' ? withoutKeys(lines, wanted) : withKeys(lines, wanted, settings.exclusive)
  const same = after.length === lines.length && after.every((line, i) => line === lines[i])
  return same ? text : after.map((line) => `${line}\n`).join('')
}

const wantedKeys = ({ keys, options, comment }: KeySettings): readonly AuthorizedKey[] =>
  keys
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('#'))
    .map((line) => {
      const parsed = parseKey(line)
      if (!parsed) throw new ModuleFailure(`invalid key specified: ${line}`)
      return {
        ...parsed,
        options: options === undefined ? parsed.options : parseOptions(options),
        comment: comment ?? parsed.comment,
      }
    })

const withoutKeys = (lines: readonly string[], wanted: readonly AuthorizedKey[]): readonly string[] =>
  lines.filter((line) => {
    const key = parseKey(line)?.key
    return key === undefined || !wanted.some((one) => one.key === key)
  })

const withKeys = (
  lines: readonly string[],
  wanted: readonly AuthorizedKey[],
  exclusive: boolean,
): readonly string[] => {
  const byKey = new Map(wanted.map((one) => [one.key, one]))
  const kept = lines.filter((line) => {
    const present = parseKey(line)
    const one = present && byKey.get(present.key)
    if (!present || !one) return !exclusive
    return isSame(present, one)
  })
  const there = new Set(kept.map((line) => parseKey(line)?.key))
  return [...kept, ...[...byKey.values()].filter(({ key }) => !there.has(key)).map(keyLine)]
}

const isSame = (a: AuthorizedKey, b: AuthorizedKey): boolean =>
  a.type === b.type &&
  a.comment === b.comment &&
  a.options.size === b.options.size &&
  [...a.options].every(([name, values]) => String(values) === String(b.options.get(name)))
