/** Mounted file systems. */
import type { Facts } from './platform.ts'
import type { FactSources } from './sources.ts'

/** `mounts`: file systems that have a device or a server, with their sizes. */
export const mountFacts = (sources: FactSources): Facts => {
  const sizes = sizesByPath(sources)
  const uuids = new Map(sources.section('uuids').split('\n').map(deviceAndUuid))
  const bound = boundPaths(sources)
  const mounts = new Map<string, Facts>()
  for (const line of [...sources.lines('/etc/mtab'), ...sources.lines('/proc/mounts')]) {
    const [device = '', mount = '', fstype = '', options = ''] = line.split(/\s+/).map(unescapeOctal)
    if ((!/^[/\\]/.test(device) && !device.includes(':/')) || fstype === 'none' || options === '') continue
    const isBound = bound.has(mount) && !/bind/.test(options)
    mounts.set(mount, {
      mount,
      device,
      fstype,
      options: isBound ? `${options},bind` : options,
      ...sizes.get(mount),
      uuid: uuids.get(device) ?? 'N/A',
    })
  }
  return { mounts: [...mounts.values()] }
}

const unescapeOctal = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_match, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)))

const deviceAndUuid = (line: string): readonly [string, string | undefined] => {
  const [device = '', uuid] = line.trim().split(/\s+/)
  return [device, uuid]
}

/** Lines of `stat -f`: fragment and block size, blocks, available blocks, inodes, free inodes, path. */
const sizesByPath = (sources: FactSources): ReadonlyMap<string, Facts> =>
  new Map(
    sources
      .section('sizes')
      .split('\n')
      .map((line) => /^(\d+) (\d+) (\d+) (\d+) (\d+) (\d+) (.*)$/.exec(line))
      .flatMap((match) => (match ? [[match[7] as string, size(match.slice(1, 7).map(Number))] as const] : [])),
  )

const size = ([
  fragment = 0,
  block = 0,
  blocks = 0,
  available = 0,
  inodes = 0,
  free = 0,
]: readonly number[]): Facts => ({
  size_total: fragment * blocks,
  size_available: fragment * available,
  block_size: block,
  block_total: blocks,
  block_available: available,
  block_used: blocks - available,
  inode_total: inodes,
  inode_available: free,
  inode_used: inodes - free,
})

/** Mounts whose root is a directory within a file system. */
const boundPaths = (sources: FactSources): ReadonlySet<string> =>
  new Set(
    sources
      .lines('/proc/self/mountinfo')
      .map((line) => line.split(' '))
      .filter(([, , , root]) => root !== undefined && root !== '/')
      .map(([, , , , mount]) => unescapeOctal(mount ?? '')),
  )
