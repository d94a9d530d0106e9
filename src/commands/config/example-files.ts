/** Examples of configurations, made from the settings there are. */
import { allSettings } from '../../config/all-settings.ts'
import type { Setting } from '../../config/setting.ts'

/** An ansible.cfg with every setting as it is by default. */
export const iniText = (disabled: boolean): string => {
  const sections = new Map<string, string[]>()
  for (const setting of Object.values<Setting>(allSettings)) {
    const [place] = setting.ini
    if (!place) continue
    const [section, key] = place
    const lines = sections.get(section) ?? []
    lines.push(`# (${setting.type})${variables(setting)}`, `${disabled ? ';' : ''}${key}=${valueText(setting)}`, '')
    sections.set(section, lines)
  }
  return [...sections].flatMap(([section, lines]) => [`[${section}]`, ...lines, '']).join('\n')
}

/** Variables of the environment for a shell to read. */
export const environmentText = (disabled: boolean): string =>
  Object.values<Setting>(allSettings)
    .flatMap((setting) => {
      const [name] = setting.env
      if (name === undefined) return []
      return [`# (${setting.type})`, `${disabled ? '#' : ''}export ${name}='${valueText(setting)}'`, '']
    })
    .join('\n')

const variables = ({ env }: Setting): string => (env.length > 0 ? ` also ${env.join(', ')}` : '')

const valueText = ({ type, default: value, ini }: Setting): string => {
  if (value === null) return ''
  if (Array.isArray(value))
    return value.map(String).join(type === 'pathlist' && ini[0]?.[1] !== 'inventory' ? ':' : ', ')
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return String(value)
}
