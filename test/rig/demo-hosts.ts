import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { makeKey, type SshServer, startSshServer } from './ssh-server.ts'

/** Hosts that are directories: SSH servers of this process whose shells run as the current user. */
export interface DemoHosts {
  readonly names: readonly string[]
  /** Path of an inventory with every setting needed to reach them. */
  readonly inventory: string
  /** Ends the servers and removes what they held. */
  close(): Promise<void>
}

const groups = { web: ['web1', 'web2'], db: ['db1'] }

/** Starts the hosts web1, web2 and db1, each with a home of its own; their keys are noted in a known_hosts file. */
export async function startDemoHosts(): Promise<DemoHosts> {
  const directory = mkdtempSync(join(tmpdir(), 'runbook-demo-'))
  const remove = () => rmSync(directory, { recursive: true, force: true })
  process.on('exit', remove)
  const login = makeKey()
  writeFileSync(join(directory, 'id_ed25519'), login.private, { mode: 0o600 })
  const servers = new Map<string, SshServer>()
  for (const name of Object.values(groups).flat()) servers.set(name, await startHost(directory, name, login.public))
  writeFileSync(join(directory, 'known_hosts'), [...servers.values()].map(knownHostsLine).join(''))
  const inventory = join(directory, 'hosts')
  writeFileSync(inventory, inventoryText(directory, servers))
  const close = async () => {
    await Promise.all([...servers.values()].map((server) => server.close()))
    remove()
  }
  return { names: [...servers.keys()], inventory, close }
}

function startHost(directory: string, name: string, authorizedKey: string): Promise<SshServer> {
  const home = join(directory, name)
  mkdirSync(home)
  const { PATH, LANG } = process.env
  const environment = { PATH, LANG, HOME: home, USER: userInfo().username, LOGNAME: userInfo().username }
  return startSshServer({ directory: home, environment, authorizedKeys: [authorizedKey] })
}

const knownHostsLine = ({ address, port, hostPublicKey }: SshServer): string =>
  `[${address}]:${port} ${hostPublicKey}\n`

function inventoryText(directory: string, servers: ReadonlyMap<string, SshServer>): string {
  const lines = Object.entries(groups).flatMap(([group, names]) => [
    `[${group}]`,
    ...names.map(
      (name) => `${name} ansible_host=${servers.get(name)!.address} ansible_port=${servers.get(name)!.port}`,
    ),
  ])
  const settings = {
    ansible_user: userInfo().username,
    ansible_ssh_private_key_file: join(directory, 'id_ed25519'),
    ansible_ssh_common_args: `'-o UserKnownHostsFile=${join(directory, 'known_hosts')} -o StrictHostKeyChecking=yes'`,
  }
  return [...lines, '[all:vars]', ...Object.entries(settings).map(([name, value]) => `${name}=${value}`), ''].join('\n')
}
