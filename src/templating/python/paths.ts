/** Paths as Python's `posixpath` and `ntpath` treat them. */

/** The part after the last slash: empty for `'a/'`. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** The part before the last slash, its slashes at the end removed. */
export const dirName = (path: string): string => {
  const head = path.slice(0, path.lastIndexOf('/') + 1)
  return /^\/*$/.test(head) ? head : head.replace(/\/+$/, '')
}

/** An absolute part drops what comes before it. */
export const joinPath = (first: string, ...rest: readonly string[]): string =>
  rest.reduce(
    (path, part) => (part.startsWith('/') ? part : path === '' || path.endsWith('/') ? path + part : `${path}/${part}`),
    first,
  )

/** The path without `.`, `..` and doubled slashes; two slashes at the start stay. */
export const normalPath = (path: string): string => {
  if (path === '') return '.'
  const root = /^\/\/(?!\/)/.test(path) ? '//' : path.startsWith('/') ? '/' : ''
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..' || (root === '' && (parts.length === 0 || parts.at(-1) === '..'))) parts.push(part)
    else parts.pop()
  }
  return root + parts.join('/') || '.'
}

/** The path from `start` to `path`, both absolute. */
export const relativePath = (path: string, start: string): string => {
  const to = normalPath(path).split('/').filter(Boolean)
  const from = normalPath(start).split('/').filter(Boolean)
  let shared = 0
  while (shared < to.length && shared < from.length && to[shared] === from[shared]) shared++
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/') || '.'
}

/** The path without its last extension, and that extension with its dot; leading dots are no extension. */
export const splitExtension = (path: string): [string, string] => {
  const name = baseName(path)
  const dot = name.lastIndexOf('.')
  if (dot <= 0 || /^\.+$/.test(name.slice(0, dot))) return [path, '']
  const extension = name.slice(dot)
  return [path.slice(0, path.length - extension.length), extension]
}

/** The longest path that all have in common, by whole parts. */
export const commonPath = (paths: readonly string[]): string => {
  const split = paths.map((path) => path.split('/').filter((part) => part !== '' && part !== '.'))
  const [shortest = []] = split.toSorted((a, b) => a.length - b.length)
  let shared = 0
  while (shared < shortest.length && split.every((parts) => parts[shared] === shortest[shared])) shared++
  return (paths[0]?.startsWith('/') ? '/' : '') + shortest.slice(0, shared).join('/')
}

/** The drive or share of a Windows path, and the rest. */
export const splitDrive = (path: string): [string, string] => {
  const plain = path.replaceAll('/', '\\')
  if (plain.startsWith('\\\\')) {
    const server = plain.indexOf('\\', /^\\\\\?\\UNC\\/i.test(plain) ? 8 : 2)
    const share = server < 0 ? -1 : plain.indexOf('\\', server + 1)
    return share < 0 ? [path, ''] : [path.slice(0, share), path.slice(share)]
  }
  return plain[1] === ':' ? [path.slice(0, 2), path.slice(2)] : ['', path]
}

/** Head and tail of a Windows path. */
export const splitWindows = (path: string): [string, string] => {
  const [drive, rest] = splitDrive(path)
  const end = Math.max(rest.lastIndexOf('\\'), rest.lastIndexOf('/')) + 1
  const head = rest.slice(0, end)
  const bare = head.replace(/[\\/]+$/, '')
  return [drive + (bare || head), rest.slice(end)]
}
