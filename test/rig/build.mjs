/** Compiles what is not compiled yet: `node test/rig/build.mjs`. */
import { build } from './ensure.mjs'

build()
