/** Settings and options of plugins as `runbook config list` shows them. */
import type { Setting } from '../../config/setting.ts'
import { type Dict, dict } from '../../values.ts'

/** In the order of their names. */
export const byName = <T>(settings: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1))

/** What is known of a setting. */
export const settingData = (name: string, { type, env, ini, default: fallback }: Setting, text: string): Dict =>
  dict({
    default: fallback,
    description: [text],
    env: env.map((variable) => dict({ name: variable })),
    ini: ini.map(([section, key]) => dict({ key, section })),
    name,
    type,
  })
