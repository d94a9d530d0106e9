import { statSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { brokenLocalTime } from '../../templating/python/local-time.ts'
import { strftime } from '../../templating/python/strftime.ts'
import type { Dict } from '../../values.ts'
import { dict } from '../../values.ts'

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
    ansible_managed: managedText(managed, { host: hostname(), uid: String(owner), file: path, time: stat.mtime }),
  })
}

interface ManagedFile {
  readonly host: string
  readonly uid: string
  readonly file: string
  readonly time: Date
}

/** `{file}` and its like, which are text whatever they hold, then the directives of strftime for the time of the template's change. */
const managedText = (text: string, { time, ...names }: ManagedFile): string => {
  const filled = text.replace(/\{(host|uid|file)\}/g, (_, name: keyof typeof names) =>
    names[name].replaceAll('%', '%%'),
  )
  return filled.includes('%') ? strftime(filled, brokenLocalTime(time.getTime() / 1000)) : filled
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
