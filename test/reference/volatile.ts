/** Keys of results whose values no two runs have in common. */
const volatileKeys = [
  ...['start', 'end', 'delta', 'atime', 'mtime', 'ctime', 'inode', 'dev', 'pid', 'cache_update_time'],
  ...['src', 'backup_file', 'finished', 'elapsed', 'ansible_job_id', 'results_file', 'erased'],
]

/**
 * Keys that aren't compared: differences of files are made by runbook's engine, in one shape for all modules and only where
 * they are asked for; the condition that was false is told by later versions of the reference only; the options a module
 * got have names of the reference's own among them.
 */
const ours = ['diff', 'false_condition', 'invocation']

/** Replaces such values by their types, so that what is left can be compared as it is. */
export function maskVolatile(value: unknown, further: readonly string[] = []): unknown {
  const masked = new Set([...volatileKeys, ...further])
  const mask = (inner: unknown, key?: string): unknown => {
    // Where a job begins, 2.14 says 0 and later versions say false.
    if (key === 'failed' && inner === 0) return false
    if (key !== undefined && masked.has(key)) return `<${typeName(inner)}>`
    if (Array.isArray(inner)) return inner.map((item) => mask(item))
    if (typeof inner !== 'object' || inner === null) return inner
    const entries = Object.entries(inner).filter(([name, item]) => !ours.includes(name) && !isOfItsFolder(name, item))
    return Object.fromEntries(entries.map(([name, item]) => [name, mask(item, name)]))
  }
  return mask(value)
}

/** The reference warns once of a folder that only it makes on a host. */
const isOfItsFolder = (name: string, value: unknown): boolean =>
  name === 'warnings' && Array.isArray(value) && value.every((text) => String(text).includes('remote_tmp'))

const typeName = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value)
