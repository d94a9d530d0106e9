import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'

/** What a run cost this machine. */
export interface Cost {
  /** Seconds from start to end. */
  readonly wall: number
  /** Seconds of CPU of the program and of what it waited for. */
  readonly cpu: number
  /** Most megabytes of memory that the program and its children had at once, what they share counted once. */
  readonly memory: number
}

export interface Program {
  readonly command: readonly string[]
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
}

/** Runs a program that must succeed, and says what it cost. */
export async function measure({ command, cwd, env }: Program): Promise<Cost> {
  // The shell's own `times` tells the CPU of its children, also of those that ended.
  const child = spawn('bash', ['-c', '"$@" >&2; status=$?; times; exit $status', 'bash', ...command], {
    ...(cwd && { cwd }),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const start = performance.now()
  let times = ''
  let printed = ''
  child.stdout.on('data', (text) => (times += text))
  child.stderr.on('data', (text) => (printed += text))
  let memory = 0
  const sampling = setInterval(() => (memory = Math.max(memory, memoryOfTree(child.pid!))), 100)
  const [status] = await once(child, 'close')
  clearInterval(sampling)
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}:\n${printed}`)
  return { wall: (performance.now() - start) / 1000, cpu: cpuSeconds(times), memory }
}

/** The run with the median wall time. */
export async function median(runs: number, run: () => Promise<Cost>): Promise<Cost> {
  const costs: Cost[] = []
  for (let index = 0; index < runs; index++) costs.push(await run())
  return costs.sort((one, other) => one.wall - other.wall)[Math.floor(runs / 2)]!
}

/** The second line of `times` is the children's: `0m1.234s 0m0.567s`. */
function cpuSeconds(times: string): number {
  const [user, system] = [
    ...times
      .trim()
      .split('\n')[1]!
      .matchAll(/(\d+)m([\d.]+)s/g),
  ]
  return [user!, system!].reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0)
}

function memoryOfTree(root: number): number {
  const children = new Map<number, number[]>()
  for (const pid of readdirSync('/proc').map(Number).filter(Boolean)) {
    const parent = Number(
      read(`/proc/${pid}/stat`)
        .replace(/^.*\) /s, '')
        .split(' ')[1],
    )
    children.set(parent, [...(children.get(parent) ?? []), pid])
  }
  const sum = (pid: number): number =>
    proportional(pid) + (children.get(pid) ?? []).reduce((all, next) => all + sum(next), 0)
  return (children.get(root) ?? []).reduce((all, pid) => all + sum(pid), 0) / 1024
}

/** Kilobytes of a process, shared pages divided among those who share them. */
const proportional = (pid: number): number => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
