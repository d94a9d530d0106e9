/** The table of file systems, /etc/fstab, edited line by line. */

export interface FstabEntry {
  readonly src: string
  readonly name: string
  readonly fstype: string
  readonly opts: string
  readonly dump: string
  readonly passno: string
}

const compared = ['src', 'fstype', 'opts', 'dump', 'passno'] as const

/** The text with the entry: in its place where there is one for the directory, else at the end. */
export const withEntry = (text: string, entry: FstabEntry): string => {
  const wanted = escaped(entry)
  let found = false
  let changed = false
  const lines = linesOf(text).map((line) => {
    const present = parse(line, [4, 5, 6])
    if (!present || !isSame(present, wanted)) return line
    found = true
    changed ||= compared.some((key) => present[key] !== wanted[key])
    return changed ? entryLine(wanted) : line
  })
  if (!found) return [...lines, entryLine(wanted)].map((line) => `${line}\n`).join('')
  return changed ? lines.map((line) => `${line}\n`).join('') : text
}

/** The text without the entries for the directory; of swap areas only that of the source, where it is told. */
export const withoutEntry = (
  text: string,
  entry: { readonly name: string; readonly src?: string | undefined },
): string => {
  const wanted = { ...entry, name: escapeField(entry.name) }
  const lines = linesOf(text)
  const kept = lines.filter((line) => {
    const present = parse(line, [6])
    return !present || !isSame(present, wanted)
  })
  return kept.length === lines.length ? text : kept.map((line) => `${line}\n`).join('')
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'))

const parse = (line: string, counts: readonly number[]): Partial<FstabEntry> | undefined => {
  const fields = line.trim().split(/\s+/)
  if (line.trim().startsWith('#') || !counts.includes(fields.length)) return undefined
  const [src, name, fstype, opts, dump, passno] = fields
  return { src, name, fstype, opts, dump, passno } as Partial<FstabEntry>
}

const isSame = (present: Partial<FstabEntry>, wanted: { readonly name: string; readonly src?: string | undefined }) => {
  if (present.name !== wanted.name) return false
  const isSwap = present.name === 'none' && present.fstype === 'swap'
  return !(isSwap && wanted.src !== undefined && present.src !== wanted.src)
}

const escaped = (entry: FstabEntry): FstabEntry =>
  Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, escapeField(value)])) as unknown as FstabEntry

const escapeField = (text: string): string =>
  text.replaceAll('\\', '\\134').replaceAll(' ', '\\040').replaceAll('&', '\\046')

const entryLine = ({ src, name, fstype, opts, dump, passno }: FstabEntry): string =>
  [src, name, fstype, opts, dump, passno].join(' ')
