import type { Notice, Removal } from '../events.ts'
import { formatPosition } from '../format-diagnostic.ts'
import { type Dict, isDict, type Value } from '../values.ts'
import type { ReporterOptions } from './options.ts'
import type { Printer } from './printer.ts'
import { shown } from './shown.ts'

/** Prints a notice: a warning, a deprecation, or a line for those who asked for more with `-v`. */
export const printNotice = (notice: Notice, options: ReporterOptions, printer: Printer): void => {
  const place = notice.position ? ` (${formatPosition(notice.position)})` : ''
  if (notice.level === 'verbose') printVerbose(notice, options, printer)
  else if (notice.level === 'error') printer.error(notice.message, notice.asWritten)
  else if (notice.level === 'warning') printer.warning(notice.message, place)
  else printer.deprecation(deprecationText(notice.message, notice.removal), place)
}

const printVerbose = (notice: Notice, options: ReporterOptions, printer: Printer): void => {
  if (options.verbosity < (notice.verbosity ?? 1)) return
  const text = notice.host === undefined ? notice.message : `<${notice.host}> ${notice.message}`
  printer.line(text, 'verbose', options.verboseToStderr ? 'stderr' : 'stdout')
}

/** Prints a result's warnings and deprecations and takes them from it. */
export const printWarnings = (result: Dict, options: ReporterOptions, printer: Printer): void => {
  if (!options.actionWarnings) return
  for (const warning of take(result, 'warnings')) printer.warning(String(warning))
  for (const deprecation of take(result, 'deprecations'))
    if (isDict(deprecation))
      printer.deprecation(deprecationText(textOf(deprecation, 'msg') ?? '', removalOf(deprecation)))
}

const take = (result: Dict, key: string): readonly Value[] => {
  const list = result.get(key)
  if (!Array.isArray(list) || list.length === 0) return []
  result.delete(key)
  return list
}

const textOf = (dict: Dict, key: string): string | undefined => {
  const value = dict.get(key)
  return value === undefined || value === null ? undefined : String(shown(value))
}

const removalOf = (deprecation: Dict): Removal => ({
  version: textOf(deprecation, 'version'),
  date: textOf(deprecation, 'date'),
  collection: textOf(deprecation, 'collection_name'),
})

const deprecationText = (message: string, removal: Removal = {}): string => {
  const { version, date, collection } = removal
  const sentence = message.trim()
  const parts = [/[!?.]$/.test(sentence) || sentence === '' ? sentence : `${sentence}.`, 'This feature will be removed']
  if (collection) parts.push(`from ${collection === 'ansible.builtin' ? 'ansible-core' : collection}`)
  if (date) parts.push(`in a release after ${date}.`)
  else parts.push(version ? `in version ${version}.` : 'in a future release.')
  parts.push('Deprecation warnings can be disabled by setting deprecation_warnings=False in ansible.cfg.')
  return parts.join(' ')
}
