import { defineConfig } from 'vitest/config'
import { ClosingLine } from './test/rig/closing-line.ts'
import { type Layer, lacking, layers } from './test/rig/layers.ts'

/** Everything that needs Node.js only. */
const unit = {
  test: {
    name: 'unit',
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: layers.map(({ name }) => `test/${name}/**`),
    // For what never ends: a busy machine is slow, which is no failure.
    testTimeout: 60_000,
    sequence: { groupOrder: 0 },
  },
}

/** Tests on real hosts share them, so their files run one after another; hosts are booted once per layer. */
const onHosts = ({ name }: Layer, index: number) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    globalSetup: [`test/lab/setup-${name}.ts`],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 300_000,
    sequence: { groupOrder: index + 1 },
  },
})

/** In CI a layer must run; elsewhere it says what it would need. */
const canRun = (layer: Layer): boolean => {
  const lack = lacking(layer)
  if (!lack) return true
  const message = `test/${layer.name} left out: ${lack}`
  if (process.env.CI) throw new Error(message)
  process.stderr.write(`${message}\n`)
  return false
}

export default defineConfig({
  test: {
    projects: [unit, ...layers.filter(canRun).map(onHosts)],
    globalSetup: ['test/rig/temporary-directory.ts'],
    reporters: ['default', new ClosingLine()],
  },
})
