import { spawnSync } from 'node:child_process'
import { hostname } from 'node:os'

/** The names of this machine: its full one, and all that an inventory may have it by. */
export const hostNames = (): { readonly full: string; readonly all: readonly string[] } => {
  const node = hostname()
  const { status, stdout } = spawnSync('hostname', ['-f'], { encoding: 'utf8' })
  const full = (status === 0 && stdout.trim()) || node
  const short = [full, node].map((name) => name.split('.')[0]!)
  return { full, all: [...new Set(['localhost', full, node, ...short, '127.0.0.1'])] }
}
