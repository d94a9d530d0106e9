/** Names of users and groups on the machine that runs the playbook. */
import { readFileSync } from 'node:fs'
import type { Value } from '../../values.ts'

/** The user's name; the number where it has none. */
export const userName = (uid: number): Value => nameIn('/etc/passwd', uid)

/** The group's name; the number where it has none. */
export const groupName = (gid: number): Value => nameIn('/etc/group', gid)

const nameIn = (file: string, id: number): Value => {
  for (const line of linesOf(file)) {
    const [name, , number] = line.split(':')
    if (number === String(id) && name) return name
  }
  return id
}

const linesOf = (file: string): string[] => {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}
