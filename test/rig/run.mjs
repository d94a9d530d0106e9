/** Runs a TypeScript program of this repository, straight from a clone: `node test/rig/run.mjs bench/main.ts [argument ...]`. */
import { resolve } from 'node:path'
import { build, ensureInstalled, root } from './ensure.mjs'

ensureInstalled()
build()
const [program, ...rest] = process.argv.slice(2)
process.argv = [process.argv[0], resolve(program), ...rest]
const { runnerImport } = await import('vite')
await runnerImport(resolve(program), { root, configFile: false, logLevel: 'warn' })
