import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { claim } from './exclusive.ts'
import { labDirectory } from './lab-directory.ts'
import { knownHostsLine, type LabHost, sshCommand } from './lab-host.ts'
import { type HostKind, rootFileSystem } from './root-file-system.ts'
import { mustRun, runProgram } from './run-program.ts'

/** A booted host and the way to end it. */
export interface Booted {
  readonly host: LabHost
  stop(): Promise<void>
}

export interface BootOptions {
  readonly name: string
  readonly kind: HostKind
  readonly key: string
  readonly knownHosts: string
  /** Directories and files of this machine that the host gets: `/run/docker.sock`, `/a:/b`. */
  readonly binds?: readonly string[]
}

/** Boots a host on a loopback address of its own; its changes are kept in memory and go when it stops. */
export async function bootHost(options: BootOptions): Promise<Booted> {
  const { name, kind, key, knownHosts } = options
  const root = await rootFileSystem(kind)
  const address = await claimAddress()
  const files = `${labDirectory()}/run/${address}`
  const host: LabHost = { name, kind, address, port: 22, user: 'deploy', key, knownHosts }
  await mustRun(['bash', '-c', `rm -f ${files}.key*; ssh-keygen -q -t ed25519 -N '' -C '' -f ${files}.key`])
  const machine = startMachine(root, host, options.binds ?? [])
  await reachable(host, machine, `${files}.log`)
  return { host, stop: () => stopMachine(machine, address) }
}

/** An address that no other lab on this machine uses. */
async function claimAddress(): Promise<string> {
  for (let last = 1; last < 255; last++) {
    const address = `127.0.3.${last}`
    const path = `${labDirectory()}/run/${address}.claim`
    if (!claim(path)) continue
    await endLeftOver(address)
    if (await isFree(address)) return address
    rmSync(path, { force: true })
  }
  throw new Error('all 254 addresses of the lab are in use')
}

/** False where a lab in another directory has a host of this address. */
async function isFree(address: string): Promise<boolean> {
  const server = createServer().listen(22, address)
  try {
    await once(server, 'listening')
    return true
  } catch {
    return false
  } finally {
    server.close()
  }
}

/** A run that was killed leaves its machine behind: ends it before the address is used again. */
async function endLeftOver(address: string): Promise<void> {
  const pid = Number(read(`${labDirectory()}/run/${address}.pid`))
  const isIt = () => read(`/proc/${pid}/cmdline`).split('\0').includes(machineOption(address))
  if (!isIt()) return
  endAtOnce(pid)
  while (isIt()) await sleep(50)
}

/** Kills the host's init, and so all that runs in it; nspawn then ends by itself. The other way round the host would live on. */
function endAtOnce(nspawn: number): void {
  const children = read(`/proc/${nspawn}/task/${nspawn}/children`).trim().split(' ').filter(Boolean)
  for (const pid of [...children.map(Number), ...(children.length === 0 ? [nspawn] : [])]) process.kill(pid, 'SIGKILL')
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

const machineOption = (address: string): string => `--machine=lab-${address.replaceAll('.', '-')}`

function startMachine(root: string, host: LabHost, binds: readonly string[]): ChildProcess {
  const { address, name, kind } = host
  const files = `${labDirectory()}/run/${address}`
  const common = ['-q', '-D', root, '--volatile=overlay', '--register=no', '--keep-unit', `--hostname=${name}`]
  const bindOptions = binds.map((bind) => `--bind=${bind}`)
  const args = [
    ...common,
    machineOption(address),
    ...bindOptions,
    ...(kind === 'busybox' ? dropbear(files, host) : systemd(files, host)),
  ]
  const log = openSync(`${files}.log`, 'w')
  const child = spawn('systemd-nspawn', args, { detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  child.unref()
  writeFileSync(`${files}.pid`, `${child.pid}`)
  return child
}

function systemd(files: string, { address }: LabHost): string[] {
  writeFileSync(`${files}.conf`, `ListenAddress ${address}\nHostKey /etc/ssh/lab_key\n`)
  return [
    `--bind-ro=${files}.conf:/etc/ssh/sshd_config.d/listen.conf`,
    `--bind-ro=${files}.key:/etc/ssh/lab_key`,
    '--boot',
  ]
}

function dropbear(files: string, { address }: LabHost): string[] {
  const key = '/etc/dropbear/dropbear_ed25519_host_key'
  const convert = `dropbearconvert openssh dropbear /etc/dropbear/openssh_key ${key}`
  const serve = `/usr/sbin/dropbear -F -E -r ${key} -p ${address}:22`
  const bind = `--bind-ro=${files}.key:/etc/dropbear/openssh_key`
  return [bind, '--as-pid2', '/bin/sh', '-c', `${convert} && exec ${serve}`]
}

async function reachable(host: LabHost, machine: ChildProcess, log: string): Promise<void> {
  writeFileSync(host.knownHosts, `${knownHostsLine(host)}\n`, { flag: 'a' })
  const deadline = Date.now() + 180_000
  for (;;) {
    const { status, stderr } = await runProgram([...sshCommand(host), 'true'])
    if (status === 0) return
    if (machine.exitCode !== null || Date.now() > deadline)
      throw new Error(`lab: ${host.name} (${host.kind}) can't be reached: ${stderr}\n${readFileSync(log, 'utf8')}`)
    await sleep(100)
  }
}

/** Asks the host's init to shut down; ends it the hard way when that takes too long. */
async function stopMachine(machine: ChildProcess, address: string): Promise<void> {
  const ended = machine.exitCode === null ? once(machine, 'exit') : Promise.resolve()
  machine.kill('SIGTERM')
  const timer = setTimeout(() => endAtOnce(machine.pid!), 10_000)
  await ended
  clearTimeout(timer)
  for (const suffix of ['conf', 'pid', 'key', 'key.pub', 'log', 'claim'])
    rmSync(`${labDirectory()}/run/${address}.${suffix}`, { force: true })
}
