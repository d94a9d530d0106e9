/** Processors, as /proc/cpuinfo lists them. */
import type { Facts } from './platform.ts'
import type { FactSources } from './sources.ts'

const nameKeys = new Set(['model name', 'Processor', 'vendor_id', 'cpu', 'Vendor', 'processor'])

/** `processor`, `processor_count` (sockets), `_cores` (of a socket), `_threads_per_core`, `_vcpus`, `_nproc`. */
export const processorFacts = (sources: FactSources, architecture: string): Facts => {
  const entries = sources
    .section('cpuinfo')
    .split('\n')
    .map((line) => /^([^:]*?)\s*:\s*(.*)$/.exec(line))
    .flatMap((match) => (match ? [[match[1] as string, (match[2] as string).trim()] as const] : []))
  if (entries.length === 0) return {}
  const named = entries.filter(([key]) => nameKeys.has(key))
  const count = (wanted: string): number => entries.filter(([key]) => key === wanted).length
  const names = { processor: named.map(([, value]) => value) }
  const fallback = processorCount(named.length, count, architecture)
  if (architecture === 's390x') return names
  const topology = isParavirtual(sources, entries) ? flat(fallback) : counted(entries, fallback)
  return { ...names, ...topology, processor_nproc: usable(sources) ?? count('processor') }
}

const processorCount = (all: number, count: (key: string) => number, architecture: string): number => {
  if (/^(armv|aarch|ppc)/.test(architecture)) return count('processor')
  const vendors = count('vendor_id')
  return vendors > 0 && vendors === count('model name') ? vendors : all
}

/** Xen's paravirtual guests see no topology. */
const isParavirtual = (sources: FactSources, entries: readonly (readonly [string, string])[]): boolean => {
  const xen = sources.exists('/proc/xen') || sources.file('/sys/hypervisor/type') === 'xen'
  const flags = entries.find(([key]) => key === 'flags')?.[1] ?? 'vme'
  return xen && !flags.includes('vme')
}

const flat = (count: number): Facts => ({
  processor_count: count,
  processor_cores: count,
  processor_threads_per_core: 1,
  processor_vcpus: count,
})

const counted = (entries: readonly (readonly [string, string])[], fallback: number): Facts => {
  const sockets = new Map<string, number>()
  const siblings = new Map<string, number>()
  let socket = '0'
  let core = '0'
  for (const [key, value] of entries) {
    if (key === 'physical id') {
      socket = value
      if (!sockets.has(socket)) sockets.set(socket, 1)
    } else if (key === 'core id') {
      core = value
      if (!sockets.has(core)) siblings.set(core, 1)
    } else if (key === 'cpu cores') sockets.set(socket, Number(value))
    else if (key === 'siblings') siblings.set(core, Number(value))
  }
  const count = sockets.size || fallback
  const cores = [...sockets.values()][0] || 1
  const threads = Math.floor(([...siblings.values()][0] ?? 1) / cores)
  return {
    processor_count: count,
    processor_cores: cores,
    processor_threads_per_core: threads,
    processor_vcpus: threads * count * cores,
  }
}

/** How many processors a process may use: `Cpus_allowed_list: 0-3,8`. */
const usable = (sources: FactSources): number | undefined => {
  const list = sources.lines('/proc/self/status').find((line) => line.startsWith('Cpus_allowed_list:'))
  if (!list) return undefined
  const ranges = list.replace(/^.*:\s*/, '').split(',')
  return ranges.reduce((sum, range) => {
    const [from = 0, to = from] = range.split('-').map(Number)
    return sum + to - from + 1
  }, 0)
}
