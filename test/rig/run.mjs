/** Runs a TypeScript program of this repository: `node test/rig/run.mjs bench/main.ts [argument ...]`. */
import { resolve } from 'node:path'
import { root } from './ensure.mjs'

const { runnerImport } = await import('vite')
const [program, ...rest] = process.argv.slice(2)
process.argv = [process.argv[0], resolve(program), ...rest]
await runnerImport(resolve(program), { root, configFile: false, logLevel: 'warn' })
