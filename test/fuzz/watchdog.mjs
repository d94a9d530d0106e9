/** Ends the process, naming the seed, when one input takes longer than the limit: a loop without end can't report itself. */
import { workerData } from 'node:worker_threads'

const { shared, limit } = workerData
const cells = new Float64Array(shared)

setInterval(() => {
  const [started, seed] = cells
  if (started === 0 || Date.now() - started < limit) return
  process.stderr.write(`fuzz: seed ${seed} has run for ${limit} ms; FUZZ_SEED=${seed} FUZZ_COUNT=1 runs it again\n`)
  process.exit(1)
}, 250)
