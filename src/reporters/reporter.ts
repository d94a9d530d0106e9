import type { Event } from '../events.ts'
import type { LogSettings } from './log.ts'
import type { ReporterOptions } from './options.ts'
import { type TextView, textReporter } from './text-view.ts'

/** Shows a run, or writes it down, from its events alone. */
export interface Reporter {
  handle(event: Event): void
  /** Ends the output: what is still held back is written, files are closed, the terminal is as before. */
  close(): Promise<void> | void
  /** Gives the terminal to somebody else (a prompt) until `resume`; absent where nothing is in the way. */
  suspend?(): void
  resume?(): void
}

/**
 * Makes the reporter of that name; its code is loaded only now.
 *
 * @param addOns what is told besides, after each event: only by the reporters that print text.
 */
export const createReporter = async (
  name: ReporterName,
  options: ReporterOptions,
  addOns: readonly AddOnName[] = [],
): Promise<Reporter> => {
  const views = await Promise.all(addOns.map((addOn) => loadAddOn[addOn]()))
  if (name === 'tui') return openTui(options, views)
  if (name === 'ndjson') return (await import('./ndjson.ts')).ndjson(options)
  if (name === 'junit') return (await import('./junit.ts')).junit(options)
  return textReporter([await loadView[name](), ...views], options)
}

/** Makes the log of a run: what the reporter of that name prints, in a file; of those that print no text, what `plain` does. */
export const createLog = async (
  name: ReporterName,
  settings: LogSettings,
  options: ReporterOptions,
): Promise<Reporter> => {
  const view = await (Object.hasOwn(loadView, name) && name !== 'json' ? loadView[name as 'plain'] : loadView.plain)()
  return (await import('./log.ts')).log(view, settings, options)
}

export type ReporterName = keyof typeof loadView | 'tui' | 'ndjson' | 'junit'

export type AddOnName = keyof typeof loadAddOn

/** The reporter that Ansible's name stands for: `ansible.posix.json`, `default`. */
export const reporterNamed = (name: string): ReporterName | undefined => {
  const short = name.replace(/^(ansible\.(builtin|legacy|posix)|community\.general)\./, '')
  if (short === 'default') return 'plain'
  return isReporterName(short) ? short : undefined
}

/** The add-on that Ansible's name stands for: `timer`, `ansible.posix.profile_tasks`. */
export const addOnNamed = (name: string): AddOnName | undefined => {
  const short = name.replace(/^ansible\.posix\./, '')
  return Object.hasOwn(loadAddOn, short) ? (short as AddOnName) : undefined
}

/** The reporters that print text. */
export const reporterNames = (): readonly string[] => [
  ...Object.keys(loadView).filter((name) => name !== 'plain'),
  'junit',
]

/** What may be told besides. */
export const addOnNames = (): readonly string[] => Object.keys(loadAddOn)

/** True for the names that {@link createReporter} knows. */
export const isReporterName = (name: string): name is ReporterName => isOther(name) || Object.hasOwn(loadView, name)

const isOther = (name: string): boolean => name === 'tui' || name === 'ndjson' || name === 'junit'

type Load = () => Promise<TextView>

const loadView = {
  plain: async () => (await import('./plain-text.ts')).plainText,
  minimal: async () => (await import('./minimal.ts')).minimal,
  oneline: async () => (await import('./oneline.ts')).oneline,
  json: async () => (await import('./json.ts')).json,
} satisfies Record<string, Load>

const loadAddOn = {
  timer: async () => (await import('./add-ons/timer.ts')).timer,
  profile_tasks: async () => (await import('./add-ons/profile-tasks.ts')).profileTasks,
  profile_roles: async () => (await import('./add-ons/profile-roles.ts')).profileRoles,
} satisfies Record<string, Load>

const openTui = async (options: ReporterOptions, views: readonly TextView[]): Promise<Reporter> => {
  const { openScreen } = await inProduction(() => import('./tui/screen.tsx'))
  return (await import('./tui/tui.ts')).tui(options, openScreen, views)
}

/** React decides by NODE_ENV, once and when it is loaded, whether it watches over every render. */
const inProduction = async <T>(load: () => Promise<T>): Promise<T> => {
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    return await load()
  } finally {
    if (before === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = before
  }
}
