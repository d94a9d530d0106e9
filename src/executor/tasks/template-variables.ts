import { statSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { brokenLocalTime } from '../../templating/python/local-time.ts'
import { strftime } from '../../templating/python/strftime.ts'
import { type Dict, dict, trusted, type Value } from '../../values.ts'

/**
 * The variables that a template file has besides the task's: where it is, whose, how old.
 *
 * @param settings.destination where its text goes
 */
export const templateVariables = (
  path: string,
  { managed, destination }: { readonly managed: string; readonly destination?: string | undefined },
): Dict => {
  const stat = statSync(path)
  const owner = ownerName(stat.uid)
  return dict({
    template_host: hostname(),
    template_path: path,
    template_fullpath: path,
    template_destpath: destination ?? null,
    template_uid: owner,
    template_mtime: localTime(stat.mtime),
    template_run_date: localTime(new Date()),
    ansible_managed: managedText(managed, stat.mtime),
  })
}

/**
 * The setting as Python formats it, with the directives of strftime for the time of the template's change. It is
 * written by who runs the play, so it may be a template; names are variables in it, and text whatever they hold.
 */
const managedText = (text: string, time: Date): Value => {
  const filled = text.replace(/\{\{|\}\}|\{(host|uid|file)\}/g, (found, name?: keyof typeof names) =>
    name === undefined ? found.charAt(0) : names[name],
  )
  return trusted(filled.includes('%') ? strftime(filled, brokenLocalTime(time.getTime() / 1000)) : filled)
}

const names = { host: '{{ template_host }}', uid: '{{ template_uid }}', file: '{{ template_path }}' }

const ownerName = (uid: number): string | number => {
  const { uid: own, username } = userInfo()
  return uid === own ? username : uid
}

/** As Python prints a datetime without a zone. */
const localTime = (time: Date): string => {
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000)
  return local.toISOString().replace('T', ' ').replace('Z', '000')
}
