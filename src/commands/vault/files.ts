/** Files of secrets: read whole, written so that nobody else can read them at any time. */
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { osErrorText } from '../../modules/shared/python-error.ts'
import { isWritable } from '../../util/accessible.ts'
import { vaultError } from '../../vault/vault-error.ts'

/** The bytes of a file, or of standard input for `-`. */
export const readSource = (file: string): Buffer => {
  try {
    return readFileSync(file === '-' ? 0 : file)
  } catch (error) {
    throw vaultError(`Unable to read source file (${file}): ${osErrorText(error, file)}`)
  }
}

export interface WriteOptions {
  /** Whose owner and mode the file gets; else it is its owner's alone. */
  readonly like?: Stats | undefined
  /** The file held plain text, which is overwritten. */
  readonly shred?: boolean
}

/** Puts a file in place at once, or writes to standard output for `-`. */
export const writeTarget = (file: string, bytes: Buffer, { like, shred = false }: WriteOptions = {}): void => {
  if (file === '-') {
    process.stdout.write(bytes)
    return
  }
  const target = realPath(file)
  const folder = dirname(target)
  if (!isWritableFolder(folder)) throw vaultError(`Destination '${folder}' not writable`)
  const temporary = join(folder, `.${randomBytes(6).toString('hex')}.vault`)
  writeNew(temporary, bytes)
  if (like) {
    chmodSync(temporary, like.mode)
    chownSync(temporary, like.uid, like.gid)
  }
  if (shred) overwrite(target)
  renameSync(temporary, target)
}

/** Where a file really is, through links; `-` stays. */
export const realPath = (file: string): string => {
  if (file === '-') return file
  try {
    return realpathSync(file)
  } catch {
    return resolve(file)
  }
}

/** Makes a file that only its owner can read. */
export const writeNew = (file: string, bytes: Uint8Array): void => {
  const descriptor = openSync(file, 'wx', 0o600)
  try {
    writeSync(descriptor, bytes)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Overwrites a file and removes it. */
export const shredFile = (file: string): void => {
  overwrite(file)
  unlinkSync(file)
}

const overwrite = (file: string): void => {
  const stat = lstatSync(file, { throwIfNoEntry: false })
  if (!stat?.isFile() || stat.nlink > 1) return
  const descriptor = openSync(file, 'r+')
  try {
    for (let at = 0; at < stat.size; at += chunk) writeSync(descriptor, randomBytes(Math.min(chunk, stat.size - at)))
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

const chunk = 1 << 20

const isWritableFolder = (path: string): boolean => isWritable(path) && statSync(path).isDirectory()
