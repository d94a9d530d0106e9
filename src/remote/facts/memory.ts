/** Memory, swap and how long the host has been up. */
import type { Facts } from './platform.ts'
import type { FactSources } from './sources.ts'

/** `memtotal_mb`, `memfree_mb`, `swaptotal_mb`, `swapfree_mb`, `memory_mb` in MiB. */
export const memoryFacts = (sources: FactSources): Facts => {
  const kilobytes = new Map(
    sources.lines('/proc/meminfo').map((line) => {
      const [key = '', value = ''] = line.split(':')
      return [key, Math.floor(Number.parseInt(value, 10) / 1024)] as const
    }),
  )
  if (kilobytes.size === 0) return {}
  const get = (key: string): number => kilobytes.get(key) ?? 0
  const nocacheFree = get('Cached') + get('MemFree') + get('Buffers')
  return {
    memtotal_mb: get('MemTotal'),
    memfree_mb: get('MemFree'),
    swaptotal_mb: get('SwapTotal'),
    swapfree_mb: get('SwapFree'),
    memory_mb: {
      real: { total: get('MemTotal'), used: get('MemTotal') - get('MemFree'), free: get('MemFree') },
      nocache: { free: nocacheFree, used: get('MemTotal') - nocacheFree },
      swap: {
        total: get('SwapTotal'),
        free: get('SwapFree'),
        used: get('SwapTotal') - get('SwapFree'),
        cached: get('SwapCached'),
      },
    },
  }
}

export const uptimeFacts = (sources: FactSources): Facts => {
  const uptime = sources.file('/proc/uptime')
  return uptime ? { uptime_seconds: Math.floor(Number.parseFloat(uptime)) } : {}
}
