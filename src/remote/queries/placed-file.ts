/** The file that a text is to be put into: what it is now, and what differs from what is wanted. */
import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import type { Answer } from '../answer.ts'
import type { Effect } from '../effect.ts'
import type { FileStat } from '../file-stat.ts'
import { type Query, query } from '../query.ts'
import { ShellScript, sh } from '../sh.ts'
import { refused } from './host-words.ts'
import { stat } from './stat.ts'

export interface Placement {
  /** A path, or a directory to put it into under `basename`. */
  readonly dest: string
  readonly basename?: string | undefined
  /** The SHA-1 of the wanted content; the present content is sent only where it differs. */
  readonly wanted?: string | undefined
  /** Follow a link at the destination. */
  readonly follow?: boolean | undefined
  /** The most bytes of present content that are sent. */
  readonly limit?: number | undefined
}

export interface PlacedFile {
  /** Where the file is or will be: links followed where asked, within the directory where `dest` is one. */
  readonly path: string
  /** What is at the path itself; `null` when nothing is. */
  readonly stat: FileStat | null
  /** The same with links followed. */
  readonly target: FileStat | null
  /** True when the directory it goes into is there. */
  readonly parent: boolean
  /** The SHA-1 of the file; undefined when it is no file, not readable or not known. */
  readonly checksum: string | undefined
  /** The present content; undefined when it is as wanted, too large, or there is none. */
  readonly content: Buffer | undefined
}

/** Looks at a destination in one go. */
export const placedFile = (placement: Placement): Query<PlacedFile> => {
  const { dest, basename, wanted, follow = false, limit = 1024 * 1024 } = placement
  const key = `placed-file ${JSON.stringify([dest, basename, wanted, follow, limit])}`
  const id = createHash('sha1').update(key).digest('hex').slice(0, 16)
  const [seen, sum] = [`__rb_t${id}`, `__rb_u${id}`].map(ShellScript.trusted) as [ShellScript, ShellScript]
  return query<PlacedFile>({
    name: 'placed-file',
    inline: true,
    key,
    script: sh`f=${dest} b=${basename ?? ''} l=${follow ? 1 : 0} t=$${seen} u=$${sum}; unset ${seen} ${sum}
${place}
printf '%s\n' "$f"
case $f in */*) p=$\{f%/*};; *) p=.;; esac
if [ -d "$\{p:-/}" ]; then echo 1; else echo 0; fi
[ -n "$t" ] || t=$(LC_ALL=C stat -c ${statFormat} -- "$f" 2>/dev/null) || t=${noStat}
printf '%s\n' "$t"
if [ -h "$f" ]; then readlink -- "$f"; t=$(LC_ALL=C stat -L -c ${statFormat} -- "$f" 2>/dev/null) || t=${noStat}; else echo; fi
printf '%s\n' "$t"
if [ -f "$f" ]; then
if [ -n "$u" ] || u=$(sha1sum 2>/dev/null <"$f") || u=$(openssl dgst -sha1 -r 2>/dev/null <"$f") || u=$(busybox sha1sum 2>/dev/null <"$f"); then
u=$\{u%% *}
printf '%s\n' "$u"
if [ "$u" != ${wanted ?? ''} ]; then [ "$(wc -c <"$f")" -gt ${limit} ] || cat -- "$f"; fi
else echo; fi; fi`,
    together: { before, item: sh`__rb_p ${dest} ${basename ?? ''} ${follow ? 1 : 0} ${id}`, after },
    parse: (answer) => parse(answer, placement),
    overlay: (answer, effects) => overlay(answer, placement, effects),
    lacks: ({ parent, target }) => !parent || !target,
  })
}

const statFormat = '%f %u %g %s %Y %X %Z %i %d %h\n%U\n%G'

/** In place of what `stat` prints: three lines. */
const noStat = '\n\n'

/** Makes of a destination `$f` the file that is meant: `$b` below it where it is a directory; with `$l`, what a link points to. */
const place = sh`if [ -d "$f" ] && [ -n "$b" ]; then f=$\{f%/}/$b; elif [ "$f" != "$\{f%/}" ] && [ -n "$b" ]; then f=$f$b; fi
if [ "$l" = 1 ] && [ -h "$f" ]; then f=$(readlink -f -- "$f"); fi`

/** Collects ordinary files: `$x` are words that stand for their paths, `$y` the queries. */
const before = sh`x= y=
__rb_p() { f=$1 b=$2 l=$3
${place}
case $f in *\\\\*|*'
'*) return;; esac
[ -f "$f" ] && [ -r "$f" ] && ! [ -h "$f" ] || return
eval "__rb_f$4=\\$f"; x="$x \\"\\$__rb_f$4\\"" y="$y $4"; }`

/** Looks at all of them with one `stat` and one `sha1sum`. Where these don't tell of all, each is looked at by itself. */
const after = sh`__rb_k() { while [ $# -gt 0 ]; do
IFS= read -r a <&3 && IFS= read -r b <&3 && IFS= read -r c <&3 && IFS= read -r d <&4 || return
eval "__rb_t$1=\\$a'
'\\$b'
'\\$c __rb_u$1=\\$d"; unset "__rb_f$1"; shift; done; }
p=${statFormat}
if [ -n "$y" ] && eval "t=\\$(LC_ALL=C stat -c \\"\\$p\\" -- $x 2>/dev/null) && u=\\$(sha1sum -- $x 2>/dev/null)"; then
__rb_k $y 3<<__RB_T 4<<__RB_U
$t
__RB_T
$u
__RB_U
fi`

const parse = (answer: Answer, { wanted, limit = 1024 * 1024 }: Placement): PlacedFile => {
  if (answer.status !== 0) throw refused("can't look at the destination", answer)
  const { lines, rest } = headLines(answer.stdout, 10)
  const [path = '', parent, ...more] = lines
  const own = statOf(path, more.slice(0, 3), more[3])
  const target = statOf(path, more.slice(4, 7), undefined)
  const checksum = more[7] || undefined
  const whole = target !== null && rest.length === target.size && target.size <= limit
  const content = checksum !== undefined && checksum !== wanted && whole ? rest : undefined
  return { path, parent: parent === '1', stat: own, target, checksum, content }
}

/** The first lines, and the bytes after them. */
const headLines = (bytes: Buffer, count: number): { lines: string[]; rest: Buffer } => {
  const lines: string[] = []
  let from = 0
  while (lines.length < count) {
    const end = bytes.indexOf(10, from)
    if (end < 0) break
    lines.push(bytes.subarray(from, end).toString())
    from = end + 1
  }
  return { lines, rest: bytes.subarray(from) }
}

const statOf = (path: string, lines: readonly string[], link: string | undefined): FileStat | null => {
  if (!lines[0]) return null
  const stdout = Buffer.from(`${lines.join('\n')}\n${link ? `${link}\n` : ''}`)
  return stat(path).parse({ stdout, stderr: Buffer.alloc(0), status: 0 })
}

const overlay = (answer: PlacedFile, placement: Placement, effects: readonly Effect[]): PlacedFile => {
  if (!effects.some(({ kind }) => kind === 'path')) return answer
  const path = plannedPath(answer, placement, effects)
  const same = path === answer.path
  const own = stat(path).overlay(same ? answer.stat : null, effects)
  const target = stat(path, { follow: true }).overlay(same ? answer.target : null, effects)
  const parent = stat(posix.dirname(path), { follow: true })
  const parentThere = parent.overlay(same && answer.parent ? directory(posix.dirname(path)) : null, effects)
  const { content, checksum } = plannedContent(same ? answer : undefined, path, effects)
  const after = { path, stat: own, target, parent: parentThere?.kind === 'directory', checksum, content }
  return unchanged(answer, after) ? answer : after
}

const unchanged = (before: PlacedFile, after: PlacedFile): boolean =>
  before.path === after.path &&
  before.stat === after.stat &&
  before.target === after.target &&
  before.parent === after.parent &&
  before.content === after.content

const directory = (path: string): FileStat => ({
  ...(stat(path).overlay(null, [{ kind: 'path', path, stat: { kind: 'directory' } }]) as FileStat),
})

/** A destination that will be a directory takes the file under its name. */
const plannedPath = (answer: PlacedFile, { dest, basename }: Placement, effects: readonly Effect[]): string => {
  if (basename === undefined || answer.path !== dest) return answer.path
  const planned = stat(dest, { follow: true }).overlay(answer.target, effects)
  return planned?.kind === 'directory' ? posix.join(dest, basename) : answer.path
}

const plannedContent = (answer: PlacedFile | undefined, path: string, effects: readonly Effect[]) => {
  const last = effects.findLast(
    (effect) => effect.kind === 'path' && posix.resolve(effect.path) === posix.resolve(path),
  )
  if (last?.kind !== 'path') return { content: answer?.content, checksum: answer?.checksum }
  if (last.stat === null) return { content: undefined, checksum: undefined }
  if (!last.content) return { content: answer?.content, checksum: answer?.checksum }
  return { content: last.content, checksum: createHash('sha1').update(last.content).digest('hex') }
}
