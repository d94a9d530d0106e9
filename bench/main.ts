/**
 * `npm run bench [-- --hosts 8] [--only runbook]`: what a run costs, beside its peers and beside the least it could cost;
 * what templates cost, for themselves with `--only templates`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bootLab } from '../test/lab/lab.ts'
import { root } from '../test/rig/source-files.ts'
import { type Contender, contenders, exchanges } from './contenders.ts'
import { type Cost, measure, median } from './measure.ts'
import { table } from './table.ts'
import { benchTemplating, describeMeasure } from './templating.ts'

interface Row {
  readonly name: string
  readonly first: Cost
  readonly second: Cost
}

const { values: options } = parseArgs({
  options: { hosts: { type: 'string', default: '8' }, only: { type: 'string' } },
})

if (options.only !== 'templates') say(await startUp())
if (!options.only || options.only === 'templates') say(`${benchTemplating().map(describeMeasure).join('\n')}\n`)
if (options.only === 'templates') process.exit()
const directory = mkdtempSync(join(tmpdir(), 'runbook-bench-'))
const lab = await bootLab({ python: Number(options.hosts) })
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void cleanUp().then(() => process.exit(130)))
try {
  const inventory = join(directory, 'hosts')
  writeFileSync(inventory, lab.inventory())
  const chosen = contenders(lab, inventory).filter(
    ({ name }) => !options.only || /^floor/.test(name) || name === options.only,
  )
  const rows: Row[] = []
  for (const contender of chosen) rows.push(await compete(contender))
  say(report(rows))
} finally {
  await cleanUp()
}

async function cleanUp(): Promise<void> {
  await lab.stop()
  rmSync(directory, { recursive: true, force: true })
}

/** A first run in a fresh directory of the hosts makes everything, a second in the same one nothing. */
async function compete(contender: Contender): Promise<Row> {
  process.stderr.write(`bench: ${contender.name}\n`)
  let run = 0
  const target = () => `/opt/bench-${contender.name.replace(/\W+/g, '-')}-${run}`
  const first = await median(contender.repeats, () => {
    run += 1
    return measure(contender.program(target()))
  })
  return {
    name: contender.name,
    first,
    second: await median(contender.repeats, () => measure(contender.program(target()))),
  }
}

function report(rows: readonly Row[]): string {
  const floor = rows[0]!
  const ours = rows.find(({ name }) => name === 'runbook') ?? floor
  const head = ['', 'first run', 'second run', 'CPU', 'memory', 'of the floor', 'of runbook']
  const lines = rows.map(({ name, first, second }) => [
    name,
    ...[seconds(first.wall), seconds(second.wall), seconds(second.cpu), `${second.memory.toFixed(0)} MB`],
    ...[times(second.wall / floor.second.wall), times(second.wall / ours.second.wall)],
  ])
  const about = `${options.hosts} hosts, ${exchanges - 1} tasks with facts and a loop of 10, and a handler. CPU, memory and ratios: second run.`
  return `${about}\n\n${table([head, ...lines])}`
}

async function startUp(): Promise<string> {
  const runbook = (...args: string[]) => ({ command: [process.execPath, 'bin/runbook', ...args], cwd: root })
  const version = await median(9, () => measure(runbook('--version')))
  const local = await median(5, () => measure(runbook('-i', 'localhost,', 'bench/local.yml')))
  return table([
    ['Start-up', 'wall', 'CPU'],
    ['runbook --version', milliseconds(version.wall), milliseconds(version.cpu)],
    ['a local playbook of one task', milliseconds(local.wall), milliseconds(local.cpu)],
  ])
}

function seconds(value: number): string {
  return `${value.toFixed(2)} s`
}
function milliseconds(value: number): string {
  return `${(value * 1000).toFixed(0)} ms`
}
function times(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} x`
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
