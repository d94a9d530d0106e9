/** Ends the process, naming the seed, when one input takes too long or too much memory: what has no end can't report itself. */
import { workerData } from 'node:worker_threads'

const { shared, limit, mostMemory } = workerData
const cells = new Float64Array(shared)

setInterval(() => {
  const [started, seed] = cells
  if (started === 0) return
  const memory = process.memoryUsage.rss()
  if (Date.now() - started >= limit) end(seed, `has run for ${limit} ms`)
  else if (memory > mostMemory) end(seed, `runs with ${memory} bytes in use`)
}, 250)

function end(seed, why) {
  process.stderr.write(`fuzz: seed ${seed} ${why}; FUZZ_SEED=${seed} FUZZ_COUNT=1 runs it again\n`)
  process.exit(1)
}
