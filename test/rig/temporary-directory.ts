import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Gives all tests one temporary directory, open to all users as the machine's is, which is gone when they end. */
export default (): (() => void) => {
  // No hyphen: the reference breaks lines there.
  const directory = mkdtempSync(join(tmpdir(), 'rbtest'))
  chmodSync(directory, 0o1777)
  process.env.TMPDIR = directory
  return () => rmSync(directory, { recursive: true, force: true })
}
