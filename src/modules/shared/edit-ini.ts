/** Options in files of sections, `name = value`, edited line by line: comments and order stay. */

export interface IniOptions {
  readonly section: string | undefined
  readonly option: string | undefined
  readonly value: string | undefined
  readonly values: readonly string[] | undefined
  readonly section_has_values: readonly SectionMark[] | undefined
  readonly state: 'absent' | 'present'
  readonly exclusive: boolean
  readonly no_extra_spaces: boolean
  readonly ignore_spaces: boolean
  readonly allow_no_value: boolean
  readonly modify_inactive_option: boolean
}

/** What a section of that name must have to be the one that is meant. */
export interface SectionMark {
  readonly option: string
  readonly value: string | undefined
  readonly values: readonly string[] | undefined
}

export interface EditedIni {
  readonly text: string
  readonly changed: boolean
  readonly msg: string
}

/** The text with the option, or the section, as it is to be. */
export const editIni = (text: string, options: IniOptions): EditedIni => {
  const whole = text.replaceAll(/\r\n?/g, '\n')
  const complete = whole === '' || whole.endsWith('\n') ? whole || '\n' : `${whole}\n`
  const ended = complete !== whole && whole !== ''
  const lines = complete.slice(0, -1).split('\n')
  const place = findSection(lines, options)
  const edited = place ? withinSection(lines, place, options) : appended(lines, options)
  if (!edited) return { text: ended ? complete : text, changed: ended, msg: 'OK' }
  return { text: edited.lines.map((line) => `${line}\n`).join(''), changed: true, msg: edited.msg }
}

interface Place {
  readonly start: number
  readonly end: number
}

/** Where the options of the section stand; those of no section stand above the first. */
const findSection = (lines: readonly string[], options: IniOptions): Place | undefined => {
  const endAfter = (at: number): number => {
    const end = lines.findIndex((line, i) => i >= at && line.startsWith('['))
    return end < 0 ? lines.length : end
  }
  if (!options.section) return { start: 0, end: endAfter(0) }
  for (const [at, line] of lines.entries()) {
    const [, name] = /^\[\s*(.*?)\s*\]/.exec(line) ?? []
    if (name !== options.section && !line.startsWith(`[${options.section}]`)) continue
    const place = { start: at + 1, end: endAfter(at + 1) }
    if (hasMarks(lines.slice(place.start, place.end), options)) return place
  }
  return undefined
}

const hasMarks = (lines: readonly string[], { section_has_values }: IniOptions): boolean =>
  (section_has_values ?? []).every(({ option, value, values }) => {
    const wanted = values ?? (value === undefined ? [] : [value])
    const present = lines.flatMap((line) => activeValue(line, option) ?? [])
    return wanted.length === 0 ? present.length > 0 : wanted.every((one) => present.includes(one))
  })

interface Change {
  readonly lines: readonly string[]
  readonly msg: string
}

/** A new section at the end. */
const appended = (lines: readonly string[], options: IniOptions): Change | undefined => {
  const { section, option, allow_no_value, section_has_values = [] } = options
  if (options.state === 'absent') return undefined
  const marks = section_has_values.flatMap((mark) =>
    (mark.values ?? [mark.value]).map((value) => optionLine(options, mark.option, value)),
  )
  const values = wantedValues(options)
  const bare = option !== undefined && values.length === 0 && allow_no_value
  const own = option === undefined ? [] : values.map((value) => optionLine(options, option, value))
  const added = [...marks, ...(bare ? [option] : own)]
  const all = [...lines, `[${section}]`, ...added.filter((line, i) => added.indexOf(line) === i)]
  return { lines: all, msg: bare || own.length > 0 ? 'section and option added' : 'only section added' }
}

const optionLine = ({ no_extra_spaces }: IniOptions, option: string, value: string | undefined): string =>
  value === undefined ? option : `${option}${no_extra_spaces ? '=' : ' = '}${value}`

const wantedValues = ({ value, values }: IniOptions): string[] => [
  ...new Set(value === undefined ? (values ?? []) : [value]),
]

const withinSection = (lines: readonly string[], { start, end }: Place, options: IniOptions): Change | undefined => {
  const own = lines.slice(start, end)
  if (options.state === 'absent' && options.option === undefined) {
    const above = options.section ? start - 1 : 0
    if (above === end) return undefined
    return { lines: [...lines.slice(0, above), ...lines.slice(end)], msg: 'section removed' }
  }
  const { after, added } = options.state === 'present' ? withOption(own, options) : withoutOption(own, options)
  if (after.length === own.length && after.every((line, i) => line === own[i])) return undefined
  const msg = added ? 'option added' : 'option changed'
  return { lines: [...lines.slice(0, start), ...after, ...lines.slice(end)], msg }
}

interface Options {
  readonly after: readonly string[]
  readonly added: boolean
}

const withoutOption = (lines: readonly string[], options: IniOptions): Options => {
  const values = wantedValues(options)
  const after = lines.filter((line) => {
    const present = activeValue(line, options.option as string)
    return present === undefined || (!options.exclusive && !values.includes(present))
  })
  return { after, added: false }
}

/**
 * Lines that have a wanted value stay or come alive; then other lines of the option take the values that are missing, and
 * those that are left go, where the option is to have no others; then what is still missing is added at the end.
 */
const withOption = (lines: readonly string[], options: IniOptions): Options => {
  const { option, exclusive, allow_no_value } = options
  if (option === undefined) return { after: lines, added: false }
  const missing = wantedValues(options)
  const settled = settle(lines, missing, options)
  const isOwn = ({ text, done }: Line): boolean => !done && lineValue(text, options) !== undefined
  const replaces = exclusive && !allow_no_value
  const kept = settled.lines.flatMap((line) => {
    if (!replaces || !isOwn(line)) return [line.text]
    const value = missing.shift()
    return value === undefined ? [] : [replaced(line.text, value, options)]
  })
  const rest = missing.map((value) => optionLine(options, option, value))
  const bare = missing.length === 0 && allow_no_value && wantedValues(options).length === 0 && !settled.bare
  const added = bare ? [option] : rest
  return { after: inserted(kept, added), added: added.length > 0 }
}

interface Line {
  readonly text: string
  readonly done: boolean
}

/** Takes the values that are found from the missing ones. */
const settle = (lines: readonly string[], missing: string[], options: IniOptions) => {
  let bare = false
  const settled = lines.map((text): Line => {
    const value = bare ? undefined : lineValue(text, options)
    if (value === undefined) return { text, done: false }
    const at = missing.indexOf(value)
    if (at >= 0) {
      missing.splice(at, 1)
      const isBare = value === '' && options.allow_no_value
      return { text: isBare ? (options.option as string) : replaced(text, value, options), done: true }
    }
    if (missing.length > 0 || !options.allow_no_value) return { text, done: false }
    bare = true
    return { text: options.option as string, done: true }
  })
  return { lines: settled, bare }
}

const replaced = (line: string, value: string, options: IniOptions): string => {
  const option = options.option as string
  const same = options.ignore_spaces && activeValue(line, option)?.trim() === value
  return same ? line : optionLine(options, option, value)
}

/** Below the last line that is neither blank nor a comment. */
const inserted = (lines: readonly string[], added: readonly string[]): readonly string[] => {
  const at = lines.findLastIndex((line) => !/^[ \t]*([#;].*)?$/.test(line)) + 1
  return [...lines.slice(0, at), ...added, ...lines.slice(at)]
}

/** The value of a line of the option; of one in a comment too, unless those are to be left alone. */
const lineValue = (line: string, { option, modify_inactive_option }: IniOptions): string | undefined =>
  activeValue(modify_inactive_option ? line.replace(/^[#;]/, '') : line, option as string)

/** `undefined` where the line is not of the option; an empty text where it has no value. */
const activeValue = (line: string, option: string): string | undefined => {
  const text = line.replace(/^[ \t]+/, '')
  if (!text.startsWith(option)) return undefined
  const [, value = ''] = /^[ \t]*(?:=[ \t]*(.*)|)$/s.exec(text.slice(option.length)) ?? [undefined, null]
  return value ?? undefined
}
