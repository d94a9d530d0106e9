import { accessSync, constants } from 'node:fs'
import { extname } from 'node:path'

/** True when there is something at the path that may be read. */
export const isReadable = (path: string): boolean => isAccessible(path, constants.R_OK)

/** True when there is something at the path that may be run. */
export const isExecutable = (path: string): boolean => isAccessible(path, constants.X_OK)

/** True when the file has no extension or one of the list. */
export const hasExtension = (path: string, extensions: readonly string[]): boolean => {
  const extension = extname(path)
  return extension === '' || extensions.includes(extension)
}

const isAccessible = (path: string, mode: number): boolean => {
  try {
    accessSync(path, mode)
    return true
  } catch {
    return false
  }
}
