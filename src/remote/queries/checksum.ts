/** The digest of a file's content. */
import { createHash } from 'node:crypto'
import { type Query, query } from '../query.ts'
import { ShellScript, sh } from '../sh.ts'
import { isAbsent, refused } from './host-words.ts'
import { pathEffect } from './path-effect.ts'

export const checksumAlgorithms = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const

export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number]

/** The digest in hexadecimal, links followed; `null` when nothing is there. Refused for directories. */
export const checksum = (path: string, algorithm: ChecksumAlgorithm = 'sha1'): Query<string | null> =>
  query<string | null>({
    name: 'checksum',
    key: `checksum ${algorithm} ${path}`,
    script: checksumScript(path, algorithm),
    parse: (answer) => {
      if (answer.status === 0 && answer.stdout.subarray(0, untold.length).equals(untold))
        return createHash(algorithm).update(answer.stdout.subarray(untold.length)).digest('hex')
      const digest = /(?:^|[ =])([0-9a-f]{32,128})\b/.exec(answer.stdout.toString())?.[1]
      if (answer.status === 0 && digest) return digest
      if (isAbsent(answer)) return null
      throw refused(`can't compute the ${algorithm} of ${path}`, answer)
    },
    overlay: (answer, effects) => {
      const planned = pathEffect(path, effects)
      if (!planned) return answer
      if (planned.stat === null) return null
      return planned.content ? createHash(algorithm).update(planned.content).digest('hex') : answer
    },
  })

/** Where the host has no tool for an algorithm (busybox has none for sha384), the content comes after this instead. */
const untold = Buffer.from('content\n')

/** The first tool that is there reads the file as its standard input, so that no file name is in its output. */
const checksumScript = (path: string, algorithm: ChecksumAlgorithm): ShellScript => {
  const tool = ShellScript.trusted(`${algorithm}sum`)
  const perl =
    algorithm === 'md5'
      ? ShellScript.trusted(`perl -MDigest::MD5 -e 'print Digest::MD5->new->addfile(*STDIN)->hexdigest'`)
      : ShellScript.trusted(
          `perl -MDigest::SHA -e 'print Digest::SHA->new("${algorithm.slice(3)}")->addfile(*STDIN)->hexdigest'`,
        )
  return sh`f=${path}
[ -f "$f" ] && [ -r "$f" ] || { LC_ALL=C cat -- "$f" 2>&1 >/dev/null </dev/null | cat >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }
if has ${tool}; then ${tool} <"$f"
elif has openssl; then openssl dgst -${ShellScript.trusted(algorithm)} <"$f"
elif has perl; then ${perl} <"$f"
else echo content; cat <"$f"
fi`
}
