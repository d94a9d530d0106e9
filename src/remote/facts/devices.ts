/** Block devices, their partitions and links, and logical volumes. */
import type { Facts } from './platform.ts'
import { baseName, type FactSources } from './sources.ts'

type Names = Readonly<Record<string, readonly string[]>>

/** `devices` and `device_links`. */
export const deviceFacts = (sources: FactSources): Facts => {
  const links = {
    ids: byTarget('id', sources),
    uuids: byTarget('uuid', sources),
    labels: byTarget('label', sources),
    masters: masters(sources),
  }
  const blocks = [...sources.linksBelow('/sys/block').filter(([name]) => !name.includes('/'))].map(([name]) => name)
  return { device_links: links, devices: new Map(blocks.map((name) => [name, device(name, { sources, links })])) }
}

interface Context {
  readonly sources: FactSources
  readonly links: Readonly<Record<string, Names>>
}

/** The links of /dev/disk/by-KIND, by the device they point to. */
const byTarget = (kind: string, sources: FactSources): Names =>
  grouped(sources.linksBelow(`/dev/disk/by-${kind}`).map(([name, target]) => [baseName(target), name]))

/** Devices that are made of others, by what they are made of. */
const masters = (sources: FactSources): Names =>
  grouped(
    sources.linksBelow('/sys/block').flatMap(([name]) => {
      const [master, kind, part] = name.split('/')
      return kind === 'slaves' && master && part ? [[part, master] as const] : []
    }),
  )

const grouped = (pairs: readonly (readonly [string, string])[]): Names => {
  const groups: Record<string, string[]> = {}
  for (const [key, value] of pairs) groups[key] = [...(groups[key] ?? []), value]
  return Object.fromEntries(Object.entries(groups).map(([key, values]) => [key, [...new Set(values)].sort()]))
}

const device = (name: string, { sources, links }: Context): Facts => {
  const directory = `/sys/block/${name}`
  const file = (path: string): string | null => sources.file(`${directory}/${path}`) ?? null
  const sectors = file('size') ?? 0
  const wwn = (links.ids?.[name] ?? []).find((link) => link.startsWith('wwn-'))
  const serial = serialNumber(name, sources)
  return {
    virtual: 1,
    links: linksOf(name, links),
    vendor: file('device/vendor'),
    model: file('device/model'),
    sas_address: file('device/sas_address'),
    sas_device_handle: file('device/sas_device_handle'),
    ...(serial ? { serial } : {}),
    removable: file('removable'),
    support_discard: file('queue/discard_granularity'),
    ...(wwn ? { wwn: wwn.slice(4) } : {}),
    partitions: partitions(name, { sources, links }),
    rotational: file('queue/rotational'),
    scheduler_mode: /\[(.*)\]/.exec(file('queue/scheduler') ?? '')?.[1] ?? '',
    sectors,
    sectorsize: file('queue/logical_block_size') ?? file('queue/hw_sector_size') ?? 512,
    size: humanBytes(Number(sectors) * 512),
    host: hostAdapter(name, sources),
    holders: holders(directory, sources),
  }
}

const linksOf = (name: string, links: Context['links']): Names =>
  Object.fromEntries(Object.entries(links).map(([kind, names]) => [kind, names[name] ?? []]))

const serialNumber = (name: string, sources: FactSources): string | undefined =>
  /(?:Unit serial|Serial) number:\s+(\w+)/.exec(sources.section(`sg ${name}`))?.[1] ??
  sources.file(`/sys/block/${name}/device/serial`)

const partitions = (device: string, { sources, links }: Context): Map<string, unknown> => {
  const directory = `/sys/block/${device}`
  const names = sources
    .filesBelow(directory)
    .map((path) => path.slice(directory.length + 1).split('/'))
    .filter(([name = '', file]) => file === 'start' && new RegExp(`^${escaped(device)}p?\\d+$`).test(name))
  return new Map(names.map(([name = '']) => [name, partition(`${directory}/${name}`, { sources, links })]))
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const partition = (directory: string, { sources, links }: Context): Facts => {
  const name = baseName(directory)
  const sectors = sources.file(`${directory}/size`) ?? 0
  return {
    links: linksOf(name, links),
    start: sources.file(`${directory}/start`) ?? 0,
    sectors,
    sectorsize: 512,
    size: humanBytes(Number(sectors) * 512),
    uuid: links.uuids?.[name]?.[0] ?? null,
    holders: holders(directory, sources),
  }
}

/** Device mapper volumes on top, by the mapper's name. */
const holders = (directory: string, sources: FactSources): string[] =>
  sources
    .linksBelow(`${directory}/holders`)
    .filter(([name]) => name.startsWith('dm-'))
    .map(([name]) => sources.file(`${directory}/holders/${name}/dm/name`) ?? name)

const hostAdapter = (name: string, sources: FactSources): string => {
  const address = /\/([a-f0-9]{4}:[a-f0-9]{2}:[01][a-f0-9]\.[0-7])\//.exec(
    sources.link(`/sys/block/${name}`) ?? '',
  )?.[1]
  const line =
    address &&
    sources
      .section('lspci')
      .split('\n')
      .find((entry) => entry.startsWith(`${address} `))
  return line ? line.slice(line.indexOf(' ') + 1) : ''
}

const units = ['Bytes', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB']

const humanBytes = (bytes: number): string => {
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  return `${(bytes / 1024 ** step).toFixed(2)} ${units[step]}`
}

/** `lvm`: volume groups, logical volumes, physical volumes; `N/A` where that can't be asked. */
export const lvmFacts = (sources: FactSources): Facts => {
  if (!sources.exists('vgs') || !/\buid=0\b/.test(sources.section('id'))) return { lvm: 'N/A' }
  const rows = (name: string): string[][] =>
    sources
      .section(name)
      .split('\n')
      .map((line) => line.trim().split(','))
      .filter((items) => items.length > 2)
  return {
    lvm: {
      vgs: new Map(
        rows('vgs').map((items) => [
          items[0],
          { size_g: items.at(-2), free_g: items.at(-1), num_lvs: items[2], num_pvs: items[1] },
        ]),
      ),
      lvs: new Map(rows('lvs').map((items) => [items[0], { size_g: items[3], vg: items[1] }])),
      pvs: new Map(rows('pvs').map((items) => [items[0], { size_g: items[4], free_g: items[5], vg: items[1] }])),
    },
  }
}
