/** The colours of Ansible's output, as terminal escapes. */

/** What a colour marks. */
export type ColorRole = keyof typeof USUAL

const USUAL = {
  changed: 'yellow',
  debug: 'dark gray',
  deprecate: 'purple',
  diff_add: 'green',
  diff_lines: 'cyan',
  diff_remove: 'red',
  error: 'red',
  highlight: 'white',
  included: 'cyan',
  ok: 'green',
  skip: 'cyan',
  unreachable: 'bright red',
  verbose: 'blue',
  warn: 'bright purple',
} as const

/** Colours a text for its role; gives it back as it is where the output has no colour. */
export type Paint = (text: string, role: ColorRole | undefined) => string

/** Makes the {@link Paint} for an output. */
export const painter = (color: boolean, colors: Readonly<Partial<Record<ColorRole, string>>>): Paint => {
  if (!color) return (text) => text
  return (text, role) => (role ? paintLines(text, codeOf(colors[role] ?? USUAL[role]) ?? codeOf(USUAL[role])!) : text)
}

/**
 * Whether the output is coloured: `ANSIBLE_FORCE_COLOR` decides, then `ANSIBLE_NOCOLOR` and `NO_COLOR`, then whether
 * the stream is a terminal.
 */
export const wantsColor = (env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean => {
  if (isOn(env.ANSIBLE_FORCE_COLOR)) return true
  if (isOn(env.ANSIBLE_NOCOLOR ?? env.NO_COLOR)) return false
  return isTerminal && env.TERM !== 'dumb'
}

/** Everything that a colour marks. */
export const colorRoles = Object.keys(USUAL) as readonly ColorRole[]

const isOn = (text: string | undefined): boolean => /^(y|yes|on|1|true|t|1\.0)$/i.test(text ?? '')

// Each line by itself, so that a pager or a log that splits lines keeps the colour.
const paintLines = (text: string, code: string): string =>
  text
    .split('\n')
    .map((line) => `\u001b[${code}m${line}\u001b[0m`)
    .join('\n')

const CODES: Readonly<Record<string, string>> = {
  black: '0;30',
  'bright gray': '0;37',
  blue: '0;34',
  white: '1;37',
  green: '0;32',
  'bright blue': '1;34',
  cyan: '0;36',
  'bright green': '1;32',
  red: '0;31',
  'bright cyan': '1;36',
  purple: '0;35',
  'bright red': '1;31',
  yellow: '0;33',
  'bright purple': '1;35',
  'dark gray': '1;30',
  'bright yellow': '1;33',
  magenta: '0;35',
  'bright magenta': '1;35',
  normal: '0',
}

/** The escape's number for a name, `color0` to `color255`, `rgb000` to `rgb555` or `gray0` to `gray23`. */
const codeOf = (color: string): string | undefined => {
  const indexed = /^color(\d+)/.exec(color)
  if (indexed) return `38;5;${Number(indexed[1])}`
  const rgb = /^rgb([0-5])([0-5])([0-5])/.exec(color)
  if (rgb) return `38;5;${16 + 36 * Number(rgb[1]) + 6 * Number(rgb[2]) + Number(rgb[3])}`
  const gray = /^gray(\d+)/.exec(color)
  return gray ? `38;5;${232 + Number(gray[1])}` : CODES[color]
}
