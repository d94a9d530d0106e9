/** The imports of a Python file. */

/** One name that is imported. */
export interface PythonImport {
  /** The module, or what it is taken from: `ansible.module_utils.basic`. */
  readonly module: string
  /** What is taken from it, which may be a module itself. */
  readonly name?: string | undefined
  readonly line: number
  /** It stands where it need not happen or may fail: within `try`, `if` or a function. */
  readonly optional: boolean
}

/** Whose imports: names that begin with dots are completed by it. */
export interface PythonFile {
  readonly text: string
  /** Its full name: `ansible.modules.greet`. */
  readonly name: string
  /** It is the `__init__.py` of a package. */
  readonly isPackage: boolean
}

/** The imports, in the order of the text. Strings of several lines and comments hold none. */
export const importsOf = (file: PythonFile): readonly PythonImport[] => {
  const code = withoutStrings(file.text)
  return [...code.matchAll(statement)].flatMap((match) => {
    const { indent = '', from, taken = '', modules = '' } = match.groups ?? {}
    const place = { line: lineAt(code, match.index), optional: indent !== '' }
    if (from === undefined) return namesIn(modules).map((module) => ({ module, ...place }))
    const module = absolute(from, file)
    return module === undefined ? [] : namesIn(taken).map((name) => ({ module, name, ...place }))
  })
}

const statement =
  /^(?<indent>[ \t]*)(?:from[ \t]+(?<from>\.*[\w.]*)[ \t]+import[ \t]*(?<taken>\([^)]*\)|[^\n#;]*)|import[ \t]+(?<modules>[^\n#;]+))/gm

/** Lines stay where they are. */
const withoutStrings = (text: string): string =>
  text
    .replace(/\\\r?\n/g, (joined) => ` ${joined.slice(1)}`.replace(/\r?\n/, ' '))
    .replace(/("""|''')[\s\S]*?\1/g, (string) => string.replace(/[^\n]/g, ''))

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length

const namesIn = (list: string): readonly string[] =>
  list
    .replace(/#[^\n]*/g, '')
    .replace(/[()\\]/g, ' ')
    .split(',')
    .map((item) => item.trim().split(/\s+/)[0]!)
    .filter((name) => /^[\w.]+$|^\*$/.test(name))

/** The name without leading dots; `undefined` for more dots than there are packages. */
const absolute = (from: string, { name, isPackage }: PythonFile): string | undefined => {
  const dots = /^\.*/.exec(from)![0].length
  if (dots === 0) return from
  const parents = name.split('.')
  const up = isPackage ? dots - 1 : dots
  if (up > parents.length) return undefined
  const rest = from.slice(dots)
  return [...parents.slice(0, parents.length - up), ...(rest === '' ? [] : [rest])].join('.')
}
