/** How a module that a project brings wants its arguments, told from its text. */

/**
 * - `python`: made with Ansible's Python library;
 * - `powershell`: for Windows;
 * - `json-args`: its text holds a place where the arguments belong, as JSON;
 * - `want-json`, `binary`: its one argument is a file of JSON;
 * - `key-value`: its one argument is a file of `key=value` words.
 */
export type ProgramStyle = 'python' | 'powershell' | 'json-args' | 'want-json' | 'binary' | 'key-value'

/** The mark in the text of a `json-args` module that its arguments replace. */
export const jsonArgumentsMark = '<<INCLUDE_ANSIBLE_MODULE_JSON_ARGS>>'

/** The style of a module. */
export const programStyle = (content: Buffer): ProgramStyle => {
  if (content.subarray(0, 1024).includes(0)) return 'binary'
  const text = content.toString('latin1')
  return styles.find(([, mark]) => mark.test(text))?.[0] ?? 'key-value'
}

const styles: readonly (readonly [ProgramStyle, RegExp])[] = [
  ['python', /#<<INCLUDE_ANSIBLE_MODULE_COMMON>>/],
  [
    'python',
    /^\s*(?:from\s+(?:ansible\.module_utils|ansible_collections\.\w+\.\w+\.plugins\.module_utils)\b|import\s+ansible\.module_utils\b|import\s+ansible_collections\.)/m,
  ],
  ['python', /^\s*from\s+\.+(?:module_utils)?\S*\s+import\s/m],
  ['powershell', /<<INCLUDE_POWERSHELL_COMMON>>|#(?:Requires\s+-(?:Module|Version)|AnsibleRequires\s+-)/i],
  ['json-args', /<<INCLUDE_ANSIBLE_MODULE_JSON_ARGS>>/],
  ['want-json', /WANT_JSON/],
]

/** The program named in the first line of a script, and the words after it; `undefined` when there is none. */
export const interpreterOf = (content: Buffer): readonly string[] | undefined => {
  const end = content.indexOf(10)
  const first = content.subarray(0, end < 0 ? content.length : end).toString('utf8')
  if (!first.startsWith('#!')) return undefined
  const words = first.slice(2).trim().split(/\s+/)
  return words[0] === '' ? undefined : words
}

/** The name under which variables replace an interpreter: `bash` for `ansible_bash_interpreter`. */
export const interpreterName = ([program = '', argument]: readonly string[]): string => {
  const name = program.slice(program.lastIndexOf('/') + 1)
  return name === 'env' && argument !== undefined ? argument.slice(argument.lastIndexOf('/') + 1) : name
}
