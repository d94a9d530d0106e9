/** A Docker engine and an image registry, started by hand, with images that need no network. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { claim } from './exclusive.ts'
import { labDirectory } from './lab-directory.ts'
import { rootFileSystem } from './root-file-system.ts'
import { mustRun, runProgram } from './run-program.ts'

/** What a test needs to know of the engine. Plain data, so that it can be handed to test workers. */
export interface Engine {
  /** Path of its socket on this machine. */
  readonly socket: string
  /** Two images that hold busybox and differ in a label only. */
  readonly images: readonly [string, string]
  /** `127.0.0.1:PORT` of a registry, which has the first image as `busybox:1`. */
  readonly registry: string
}

/** The group that may use the socket, as the hosts' recipe numbers it. */
const socketGroup = '2375'

/** Starts the engine and the registry. There is one engine at a time on a machine: a second caller waits. */
export async function startEngine(): Promise<Engine & { stop(): Promise<void> }> {
  const lock = `${labDirectory()}/run/docker.claim`
  while (!claim(lock)) await sleep(500)
  await removeLeftOvers()
  const directory = mkdtempSync(`${labDirectory()}/docker-`)
  const socket = `${directory}/docker.sock`
  const registry = `127.0.0.1:${await freePort()}`
  const processes = [startDockerd(directory, socket), startRegistry(directory, registry)]
  const stop = async () => {
    await Promise.all(processes.map(end))
    await mustRun(['rm', '-rf', directory])
    rmSync(lock, { force: true })
  }
  try {
    await answering(socket, `${directory}/dockerd.log`)
    return { socket, registry, images: await makeImages(socket, registry), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The environment in which `docker` speaks to this engine. */
export const dockerEnvironment = (socket: string): NodeJS.ProcessEnv => ({
  ...process.env,
  DOCKER_HOST: `unix://${socket}`,
})

function startDockerd(directory: string, socket: string): ChildProcess {
  const folders = ['--data-root', `${directory}/data`, '--exec-root', `${directory}/exec`]
  const files = ['--pidfile', `${directory}/pid`, '--host', `unix://${socket}`, '--group', socketGroup]
  return start(['dockerd', ...folders, ...files, '--insecure-registry', '127.0.0.0/8'], `${directory}/dockerd.log`)
}

function startRegistry(directory: string, address: string): ChildProcess {
  const storage = `storage: {filesystem: {rootdirectory: ${directory}/registry}, delete: {enabled: true}}`
  writeFileSync(
    `${directory}/registry.yml`,
    `version: 0.1\n${storage}\nhttp: {addr: "${address}"}\nlog: {level: warn}\n`,
  )
  return start(['docker-registry', 'serve', `${directory}/registry.yml`], `${directory}/registry.log`)
}

function start([program, ...args]: readonly string[], logFile: string): ChildProcess {
  const log = openSync(logFile, 'w')
  const child = spawn(program!, args, { stdio: ['ignore', log, log] })
  closeSync(log)
  return child
}

/** A run that was killed leaves its engine behind: ends it and removes what it held, as far as that can be. */
async function removeLeftOvers(): Promise<void> {
  const leftOver = readdirSync(labDirectory()).filter((name) => name.startsWith('docker-'))
  for (const directory of leftOver.map((name) => `${labDirectory()}/${name}`)) {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
      if (commandLine(pid).includes(`${directory}/`)) process.kill(Number(pid), 'SIGKILL')
    await runProgram(['rm', '-rf', '--one-file-system', directory])
  }
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

async function makeImages(socket: string, registry: string): Promise<[string, string]> {
  const root = await rootFileSystem('busybox')
  const env = dockerEnvironment(socket)
  for (const version of [1, 2]) {
    const importIt = `docker import --change 'LABEL version=${version}' - lab/busybox:${version}`
    await mustRun(['bash', '-c', `set -o pipefail; tar -C '${root}' -c . | ${importIt}`], { env })
  }
  await mustRun(['docker', 'tag', 'lab/busybox:1', `${registry}/busybox:1`], { env })
  await mustRun(['docker', 'push', '-q', `${registry}/busybox:1`], { env })
  return ['lab/busybox:1', 'lab/busybox:2']
}

async function answering(socket: string, log: string): Promise<void> {
  const deadline = Date.now() + 60_000
  while ((await runProgram(['docker', 'info'], { env: dockerEnvironment(socket) })).status !== 0) {
    if (Date.now() > deadline) throw new Error(`dockerd does not answer:\n${readFileSync(log, 'utf8')}`)
    await sleep(200)
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000)
  await ended
  clearTimeout(timer)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
