/** The layers of tests that need more than Node.js, and whether they can run on this machine. */
import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'

/** A folder of tests and the programs it needs, each with the Debian package that brings it. */
export interface Layer {
  readonly name: string
  readonly needsRoot: boolean
  readonly programs: Readonly<Record<string, string>>
}

const hosts = {
  debootstrap: 'debootstrap',
  'systemd-nspawn': 'systemd-container',
  ssh: 'openssh-client',
  'ssh-keygen': 'openssh-client',
}

/** Every layer, cheapest first. */
export const layers: readonly Layer[] = [
  { name: 'hosts', needsRoot: true, programs: hosts },
  {
    name: 'docker',
    needsRoot: true,
    programs: { ...hosts, dockerd: 'docker.io', docker: 'docker.io', 'docker-registry': 'docker-registry' },
  },
  { name: 'reference', needsRoot: true, programs: { ...hosts, 'ansible-playbook': 'ansible-core' } },
]

/** What this machine lacks for a layer, as a sentence; `undefined` when it can run. */
export function lacking(layer: Layer): string | undefined {
  if (layer.needsRoot && process.getuid?.() !== 0) return 'needs root'
  const packages = Object.entries(layer.programs).flatMap(([program, name]) => (onPath(program) ? [] : [name]))
  return packages.length > 0 ? `apt-get install ${[...new Set(packages)].join(' ')}` : undefined
}

function onPath(program: string): boolean {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin']
  return folders.some((folder) => isExecutable(join(folder, program)))
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
