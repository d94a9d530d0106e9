/** Keys that rpm trusts, and what gpg tells of a key. */
import { type Query, query } from '../query.ts'
import { lines, type ShellScript, sh } from '../sh.ts'

/** Where a key is: its bytes, or a file of the host. */
export type KeySource = { readonly content: Buffer } | { readonly file: string }

export interface RpmKeys {
  /** A program that is not there. */
  readonly lacks: 'gpg' | 'rpm' | undefined
  /** The ids of the keys that rpm trusts. */
  readonly trusted: readonly string[]
  /** The id of the key that was asked for. */
  readonly id: string | undefined
  readonly fingerprints: readonly string[]
  /** The file of the key is there. */
  readonly isFile: boolean
}

/** The keys that rpm trusts and, where one is given, what it is. */
export const rpmKeys = (source: KeySource | undefined): Query<RpmKeys> =>
  query<RpmKeys>({
    name: 'rpm-keys',
    key: `rpm-keys ${source && ('file' in source ? source.file : source.content.toString('base64'))}`,
    script: lines(
      sh`LC_ALL=C; command -v rpm >/dev/null 2>&1 || { echo 'lacks rpm'; exit 0; }
g=$(command -v gpg || command -v gpg2) || { echo 'lacks gpg'; exit 0; }
GNUPGHOME=$(mktemp -d) || exit; export LC_ALL GNUPGHOME
colons() { "$g" --no-tty --batch --with-colons --fixed-list-mode "$@" 2>/dev/null; }
rpm -q gpg-pubkey >/dev/null 2>&1 && rpm -q gpg-pubkey --qf '%{description}' | colons - | sed 's/^/trusted /'`,
      source === undefined ? sh`:` : describe(source),
      sh`rm -rf "$GNUPGHOME"; :`,
    ),
    parse: ({ stdout }) => parse(stdout.toString()),
    overlay: (answer, effects) => {
      const planned = effects.filter((effect) => effect.kind === 'named' && effect.type === 'rpm-key')
      if (planned.length === 0) return answer
      const trusted = new Set(answer.trusted)
      for (const effect of planned) {
        if (effect.kind !== 'named') continue
        if (effect.value === 'present') trusted.add(effect.name)
        else for (const id of answer.trusted) if (id.includes(effect.name)) trusted.delete(id)
      }
      return { ...answer, trusted: [...trusted] }
    },
  })

const describe = (source: KeySource): ShellScript => {
  const give =
    'file' in source ? sh`cat -- ${source.file}` : sh`printf %s ${source.content.toString('base64')} | base64 -d`
  const there = 'file' in source ? sh`[ -f ${source.file} ] && echo file` : sh`:`
  return sh`${there}
${give} 2>/dev/null | colons | sed 's/^/key /'
${give} 2>/dev/null | colons --import --import-options show-only --dry-run | sed 's/^/key /'`
}

const parse = (text: string): RpmKeys => {
  const fields = (prefix: string, kind: string, at: number): string[] =>
    text.split('\n').flatMap((line) => {
      if (!line.startsWith(`${prefix} ${kind}:`)) return []
      return line.slice(prefix.length + 1).split(':')[at] || []
    })
  return {
    lacks: /^lacks (rpm|gpg)$/m.exec(text)?.[1] as RpmKeys['lacks'],
    trusted: [...fields('trusted', 'pub', 4), ...fields('trusted', 'sub', 4)],
    id: fields('key', 'pub', 4)[0],
    fingerprints: [...new Set(fields('key', 'fpr', 9))],
    isFile: /^file$/m.test(text),
  }
}
