import { describe, expect, it } from 'vitest'
import { allSettings, type SettingName } from '../../src/config/all-settings.ts'
import { pluginOptions, pluginsOf } from '../../src/config/plugin-options.ts'
import { pluginOptionText, settingText } from '../../src/config/setting-texts.ts'

const names = Object.keys(allSettings) as SettingName[]

describe('the text of a setting', () => {
  it.each(names)('is there for %s', (name) => {
    expect(settingText(name)).toMatch(/^[A-Z].*\.$/)
  })

  it('says why a setting has no effect', () => {
    expect(settingText('GALAXY_SERVER')).toBe(
      'Accepted without effect: roles and collections are installed with ansible-galaxy.',
    )
  })
})

const options = ['become', 'cache', 'callback', 'connection', 'inventory', 'shell', 'vars'].flatMap((type) =>
  pluginsOf(type).flatMap((plugin) =>
    Object.keys(pluginOptions(type, plugin)!).map((option): [string, string, string] => [type, plugin, option]),
  ),
)

describe('the text of an option of a plugin', () => {
  it.each(options)('is there for %s %s %s', (type, plugin, option) => {
    expect(pluginOptionText(type, plugin, option)).toMatch(/^[A-Z].*\.$/)
  })

  it('is that of the setting it stands for where it has none of its own', () => {
    expect(pluginOptionText('cache', 'jsonfile', '_timeout')).toContain('Seconds')
    expect(pluginOptionText('nothing', 'nowhere', 'never')).toBe('')
  })
})
