import { spawn } from 'node:child_process'

/** How a program ended and what it wrote. */
export interface Ended {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** What may be said besides the command line. */
export interface RunOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  readonly input?: string
}

/** Runs a program to its end, whatever its exit status. */
export function runProgram(command: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const { input, ...spawnOptions } = options
  const child = spawn(command[0]!, command.slice(1), { ...spawnOptions, stdio: 'pipe' })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text))
  child.stdin.on('error', () => {}).end(input ?? '')
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ status: code ?? 255, stdout, stderr }))
  })
}

/** Runs a program that must succeed; what it wrote to its standard output. */
export async function mustRun(command: readonly string[], options: RunOptions = {}): Promise<string> {
  const { status, stdout, stderr } = await runProgram(command, options)
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}:\n${stdout}${stderr}`)
  return stdout
}
