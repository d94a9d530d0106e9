/** `npm test`: installs what is missing, builds, checks format, lint and types, and runs every layer of tests. */
import { build, ensureInstalled, run, say } from './ensure.mjs'

const bin = (name) => `node_modules/.bin/${name}`

ensureInstalled()
build()
say('checking format and lint')
if (run(bin('biome'), process.env.CI ? 'ci' : 'check', '.') !== 0) process.exit(1)
say('checking types')
if (run(bin('tsc'), '--noEmit') !== 0) process.exit(1)
say('running the tests')
process.exit(run(bin('vitest'), 'run', ...process.argv.slice(2)))
