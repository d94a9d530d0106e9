import { accessSync, constants } from 'node:fs'

/** True when there is something at the path that may be read. */
export const isReadable = (path: string): boolean => isAccessible(path, constants.R_OK)

/** True when there is something at the path that may be written. */
export const isWritable = (path: string): boolean => isAccessible(path, constants.W_OK)

/** True when there is something at the path that may be run. */
export const isExecutable = (path: string): boolean => isAccessible(path, constants.X_OK)

const isAccessible = (path: string, mode: number): boolean => {
  try {
    accessSync(path, mode)
    return true
  } catch {
    return false
  }
}
