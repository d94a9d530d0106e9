/** Throw-away hosts on loopback addresses, each with its own SSH server. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { type Booted, bootHost } from './boot-host.ts'
import { type LabHost, sshCommand } from './lab-host.ts'
import { type HostKind, hostKinds, labKey, rootFileSystem } from './root-file-system.ts'
import { type Ended, runProgram } from './run-program.ts'

/** How many hosts to boot of each kind; they are called h1, h2, … in this order. */
export interface LabOptions extends Partial<Readonly<Record<HostKind, number>>> {
  /** Files and directories of this machine that every host gets. */
  readonly binds?: readonly string[]
}

/** Plain data about booted hosts; {@link labOf} makes it usable again in another process. */
export interface LabData {
  readonly hosts: readonly LabHost[]
}

/** Hosts to work with. */
export interface Lab extends LabData {
  /** The host of this name. */
  host(name: string): LabHost
  /** An inventory in INI form with every setting needed to reach the hosts; variables are added to each host's line. */
  inventory(variables?: Readonly<Record<string, string>>): string
  /** Runs a shell command on a host, as root unless told, past anything that is under test. */
  exec(host: LabHost, command: string, user?: string): Promise<Ended>
}

/** Boots hosts side by side; `stop` ends them and forgets all that was done to them. */
export async function bootLab(options: LabOptions): Promise<Lab & { stop(): Promise<void> }> {
  const directory = mkdtempSync(`${tmpdir()}/runbook-lab-`)
  const kinds = wantedKinds(options)
  const common = { key: await labKey(), knownHosts: `${directory}/known_hosts`, binds: options.binds ?? [] }
  for (const kind of new Set(kinds)) await rootFileSystem(kind)
  allowManyHosts()
  const started = await Promise.allSettled(
    kinds.map((kind, index) => bootHost({ name: `h${index + 1}`, kind, ...common })),
  )
  const booted = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const stop = async () => {
    await Promise.all(booted.map((host: Booted) => host.stop()))
    rmSync(directory, { recursive: true, force: true })
  }
  const failed = started.find((result) => result.status === 'rejected')
  if (!failed) return { ...labOf({ hosts: booted.map(({ host }) => host) }), stop }
  await stop()
  throw failed.reason
}

/** The lab of hosts that another process booted. */
export function labOf({ hosts }: LabData): Lab {
  return {
    hosts,
    host: (name) => hosts.find((host) => host.name === name) ?? unknownHost(name),
    inventory: (variables = {}) => hosts.map((host) => inventoryLine(host, variables)).join(''),
    exec: (host, command, user = 'root') => runProgram([...sshCommand({ ...host, user }), command]),
  }
}

/** A host's line of an INI inventory. */
export function inventoryLine(host: LabHost, variables: Readonly<Record<string, string>> = {}): string {
  const settings = {
    ansible_host: host.address,
    ansible_port: `${host.port}`,
    ansible_user: host.user,
    ansible_ssh_private_key_file: host.key,
    ansible_ssh_common_args: `'-o UserKnownHostsFile=${host.knownHosts} -o StrictHostKeyChecking=yes'`,
    ...variables,
  }
  return `${host.name} ${Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')}\n`
}

/** Each systemd watches some six groups of processes, and all count as one user's: the usual 128 do for twenty hosts. */
function allowManyHosts(): void {
  const path = '/proc/sys/fs/inotify/max_user_instances'
  try {
    if (Number(readFileSync(path, 'utf8')) < 1024) writeFileSync(path, '1024')
  } catch {
    // In a container that may not be ours to set.
  }
}

const wantedKinds = (options: LabOptions): HostKind[] =>
  hostKinds.flatMap((kind) => Array<HostKind>(options[kind] ?? 0).fill(kind))

function unknownHost(name: string): never {
  throw new Error(`the lab has no host ${name}`)
}
