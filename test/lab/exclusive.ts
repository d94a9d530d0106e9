import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Creates a file that says "this process has it"; false when another live process does. */
export function claim(path: string): boolean {
  for (;;) {
    try {
      writeFileSync(path, `${process.pid}`, { flag: 'wx' })
      return true
    } catch {
      if (isHeld(path)) return false
      rmSync(path, { force: true })
    }
  }
}

/** Does something that only one process may do at a time, waiting for its turn. */
export async function exclusively<T>(path: string, action: () => Promise<T>): Promise<T> {
  while (!claim(path)) await sleep(200)
  try {
    return await action()
  } finally {
    rmSync(path, { force: true })
  }
}

function isHeld(path: string): boolean {
  try {
    const pid = Number(readFileSync(path, 'utf8'))
    // Between its creation and its content a claim is empty for a moment: held.
    if (pid !== 0) process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
