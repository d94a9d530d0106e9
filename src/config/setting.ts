import type { Value } from '../values.ts'

export type SettingType = 'string' | 'boolean' | 'integer' | 'float' | 'list' | 'path' | 'pathlist'

/** One setting. */
export interface Setting {
  readonly type: SettingType
  /** Environment variables, the first that is set wins. `RUNBOOK_X` is taken for each `ANSIBLE_X`. */
  readonly env: readonly string[]
  /** Section and key in ansible.cfg. */
  readonly ini: readonly (readonly [section: string, key: string])[]
  readonly default: Value
  /** The values there are; any where absent. */
  readonly choices?: readonly string[] | undefined
}

/** A setting by its type, its default, its places (`section.key`, with spaces between them) and its variables. */
export const setting = (type: SettingType, fallback: Value, ini: string, ...env: readonly string[]): Setting => ({
  type,
  env,
  ini: ini === '' ? [] : ini.split(' ').map((place) => place.split('.') as [string, string]),
  default: fallback,
})

/** A setting that is one of some words; the first is the default. */
export const choice = (choices: readonly [string, ...string[]], ini: string, ...env: readonly string[]): Setting => ({
  ...setting('string', choices[0], ini, ...env),
  choices,
})
