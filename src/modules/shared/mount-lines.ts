/** The lines of files and programs that tell what is mounted, or what is to be. */
import { type Dict, dict, type Value } from '../../values.ts'

export interface MountLine {
  /** The line, or the lines, that tell it. */
  readonly origin: string
  readonly fields: Dict
}

/** The mounts in a file of one of the formats there are: vfstab, mnttab, fstab, and filesystems of AIX. */
export const mountsInFile = (text: string): readonly MountLine[] => {
  const lines = text.split('\n').filter((line, i, all) => line !== '' || i < all.length - 1)
  if (lines.length === 0) return []
  return vfstab(lines) ?? mnttab(lines) ?? fstab(lines) ?? stanzas(lines)
}

/** The mounts that the program `mount` prints. */
export const mountsPrinted = (text: string): readonly MountLine[] => {
  const lines = text.split('\n').filter(Boolean)
  const linux = lines.map((line) => /^(\S+) on (\S+) type (\S+) \((.+)\)$/.exec(line))
  if (linux.every((match) => match !== null)) return linux.map((match) => mountLine(match[0], match.slice(1)))
  return lines.flatMap((line) => {
    const [, device, mount, said = ''] = /^(\S+) on (\S+) \((.+)\)$/.exec(line) ?? []
    const [, fstype = said, options] = /^(.*?)\s*,\s*(.*)$/.exec(said) ?? []
    return device === undefined ? [] : [mountLine(line, [device, mount, fstype, options])]
  })
}

const mountLine = (origin: string, [device, mount, fstype, options]: readonly (string | undefined)[]): MountLine => ({
  origin,
  fields: dict({ device, mount, fstype, options }),
})

type Read = (lines: readonly string[]) => readonly MountLine[] | undefined

/** All lines that tell something, or none where one of them is of another format. */
const each = (lines: readonly string[], read: (fields: readonly string[]) => Dict | undefined) => {
  const told = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'))
  const found = told.map((line) => ({ origin: line, fields: read(line.split(/\s+/)) }))
  return found.every((one): one is MountLine => one.fields !== undefined) ? found : undefined
}

const vfstab: Read = (lines) =>
  each(lines, ([device, device_to_fsck, mount, fstype, passno = '', mount_at_boot, options]) =>
    options === undefined
      ? undefined
      : dict({ device, device_to_fsck, mount, fstype, passno: number(passno) ?? passno, mount_at_boot, options }),
  )

const mnttab: Read = (lines) =>
  lines.some((line) => line.split(/\s+/)[4]?.length === 10)
    ? each(lines, ([device, mount, fstype, options, time = '']) =>
        number(time) === undefined ? undefined : dict({ device, mount, fstype, options, time: number(time) }),
      )
    : undefined

const fstab: Read = (lines) =>
  each(lines, (escaped) => {
    const [device, mount, fstype, options, ...rest] = escaped.map(unescapeOctal)
    const [dump, passno] = rest.map(number)
    const isOther = rest.slice(0, 2).some((text) => number(text) === undefined)
    return options === undefined || isOther ? undefined : dict({ device, mount, fstype, options, dump, passno })
  })

/** `/mount:` and lines of `name = value` below it; on Linux the file of this name has another format. */
const stanzas = (lines: readonly string[]): readonly MountLine[] => {
  const found: { readonly lines: string[]; readonly fields: Map<Value, Value> }[] = []
  for (const line of lines) {
    if (line.startsWith('*') || line.trim() === '') continue
    const [, name, value = ''] = /^([^=]*)=(.*)$/.exec(line) ?? []
    if (line.trimEnd().endsWith(':')) found.push({ lines: [line], fields: new Map() })
    else if (name === undefined || found.length === 0) return []
    else {
      found.at(-1)?.lines.push(line)
      found.at(-1)?.fields.set(name.trim(), value.trim())
    }
  }
  return found.map(({ lines: own, fields }) => {
    const device = [fields.get('nodename'), fields.get('dev')].filter(Boolean).join(':') || 'unknown'
    const mount = (own[0] ?? '').slice(0, -1)
    const told = dict({ mount, device, fstype: fields.get('vfs') ?? 'unknown', attributes: fields })
    return { origin: own.join('\n'), fields: told }
  })
}

const number = (text: string): number | undefined => (/^-?\d+$/.test(text) ? Number(text) : undefined)

const unescapeOctal = (text: string): string =>
  text.replaceAll(/\\([0-7]{3})/g, (_match, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)))
