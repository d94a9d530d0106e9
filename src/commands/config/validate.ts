/** `runbook config validate`: tells what is set and has no meaning. */
import { allSettings } from '../../config/all-settings.ts'
import { loadConfigFile } from '../../config/load-files.ts'
import type { Setting } from '../../config/setting.ts'
import { UserError } from '../../errors.ts'
import { didYouMean } from '../../util/suggest.ts'
import { text } from '../options/run-options.ts'
import { galaxySettings } from './galaxy-servers.ts'
import { pluginEntries } from './plugin-entries.ts'
import type { Shown } from './shown.ts'

/** A line where all is well. @throws UserError that tells all that is not known. */
export const validate = (shown: Shown): string => {
  const problems = text(shown.given, 'format') === 'env' ? unknownVariables(shown) : unknownKeys(shown)
  if (problems.length > 0) throw new UserError({ message: problems.join('\nERROR! ') }, 1)
  return 'All configurations seem valid!\n'
}

const knownSettings = ({ given, names, config }: Shown): readonly Setting[] => {
  const type = text(given, 'type') ?? 'base'
  const plugins = type === 'base' ? [] : pluginEntries({ type, names })
  return [
    ...(type === 'base' || type === 'all' ? Object.values<Setting>(allSettings) : []),
    ...galaxySettings(config).flatMap(({ settings }) => settings.map(([, one]) => one)),
    ...plugins.flatMap(({ options }) => options.map(([, one]) => one)),
  ]
}

const unknownKeys = (shown: Shown): readonly string[] => {
  const { file } = shown.config
  if (file === undefined) return []
  const known = new Map<string, Set<string>>()
  for (const { ini } of knownSettings(shown))
    for (const [section, key] of ini) known.set(section, (known.get(section) ?? new Set()).add(key))
  return [...loadConfigFile(file).sections].flatMap(([section, values]) => {
    const keys = known.get(section)
    if (!keys) return [`Found unknown section '${section}' in '${file}'${like(section, known.keys())}`]
    return [...values.keys()]
      .filter((key) => !keys.has(key))
      .map((key) => `Found unknown key '${key}' in section '${section}' in '${file}'${like(key, keys)}`)
  })
}

const unknownVariables = (shown: Shown): readonly string[] => {
  const known = new Set(knownSettings(shown).flatMap(({ env }) => env))
  return Object.keys(process.env)
    .filter((name) => /^ANSIBLE_(?!TEST_|LINT_|CONFIG$|DEV_HOME$)/.test(name) && !known.has(name))
    .map((name) => `Found unknown environment variable '${name}'${like(name, known)}`)
}

const like = (name: string, known: Iterable<string>): string => {
  const hint = didYouMean(name, [...known])
  return hint === undefined ? '' : `: ${hint}`
}
