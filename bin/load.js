/** Runs a program that is one file of CommonJS and keeps its compiled form for the next time. */
import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { Script } from 'node:vm'

/** Runs a file whose text is ASCII, begins with a comment of the hash of what follows and has no `import()`. */
export function load(file) {
  // Newer versions of Node do it themselves.
  if (module.enableCompileCache) {
    module.enableCompileCache()
    module.createRequire(file)(file)
    return
  }
  const source = readFileSync(file, 'latin1')
  const path = join(dirname(file), `.${source.slice(3, 19)}-${process.version}-${process.arch}`)
  const kept = read(path)
  const script = new Script(module.wrap(source), { filename: file, cachedData: kept })
  // At the end, when it is known which functions are used. A run that was quick has not compiled much that is not kept yet.
  process.once('exit', () => {
    const size = script.cachedDataRejected === false ? kept.length : 0
    if (size === 0 || (isCostly() && isDue(path))) keep(path, script.createCachedData(), size)
  })
  script.runInThisContext()({}, module.createRequire(file), {}, file, dirname(file))
}

const read = (path) => {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}

const isCostly = () => {
  const { user, system } = process.cpuUsage()
  return user + system > COSTLY
}

/** In microseconds: half as much again as the least run needs. */
const COSTLY = 300_000

/** The file's time is when to look again. */
const isDue = (path) => Date.now() >= (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0)

/** Keeps it where it has grown. It is written whole or not at all; where the folder is not ours, nothing is kept. */
const keep = (path, data, before) => {
  const temporary = `${path}.${process.pid}`
  try {
    if (data.length < 1.05 * before) return utimesSync(path, new Date(), new Date(Date.now() + DAY))
    writeFileSync(temporary, data)
    renameSync(temporary, path)
  } catch {
    rmSync(temporary, { force: true })
  }
}

const DAY = 24 * 60 * 60 * 1000
