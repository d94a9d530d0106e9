import { settings } from './settings.ts'
import { settingsWithoutEffect } from './settings-without-effect.ts'

/** All settings there are, also those that make no difference here. */
export const allSettings = { ...settings, ...settingsWithoutEffect }

export type SettingName = keyof typeof allSettings

/** True for the name of a setting. */
export const isSettingName = (name: string): name is SettingName => Object.hasOwn(allSettings, name)
