import { extname } from 'node:path'

/** True when the file has no extension or one of the list. */
export const hasExtension = (path: string, extensions: readonly string[]): boolean => {
  const extension = extname(path)
  return extension === '' || extensions.includes(extension)
}
