import { statSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import type { Dict } from '../values.ts'
import { dict } from '../values.ts'

/** The variables that a template file has besides the task's: where it is, whose, how old. */
export const templateVariables = (path: string): Dict => {
  const stat = statSync(path)
  return dict({
    template_host: hostname(),
    template_path: path,
    template_fullpath: path,
    template_uid: ownerName(stat.uid),
    template_mtime: localTime(stat.mtime),
    template_run_date: localTime(new Date()),
    ansible_managed: 'Ansible managed',
  })
}

const ownerName = (uid: number): string | number => {
  const { uid: own, username } = userInfo()
  return uid === own ? username : uid
}

/** As Python prints a datetime without a zone. */
const localTime = (time: Date): string => {
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000)
  return local.toISOString().replace('T', ' ').replace('Z', '000')
}
