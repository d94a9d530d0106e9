import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Lab } from '../test/lab/lab.ts'
import { root } from '../test/rig/source-files.ts'
import type { Program } from './measure.ts'

/** Something that can do the site's tasks, or pretends to. */
export interface Contender {
  readonly name: string
  /** How often a run is repeated for the median: slow ones once. */
  readonly repeats: number
  /** A program that runs the playbook once; `target` is the directory on the hosts that it works in. */
  program(target: string): Program
}

/** How many exchanges the floor makes per host: one for the facts, one for each task, one for the handler. */
export const exchanges = 14

/** Everything that is installed here, the floor first. */
export function contenders(lab: Lab, inventory: string): Contender[] {
  const playbook = (target: string) => [
    '-i',
    inventory,
    '-f',
    `${lab.hosts.length}`,
    '-e',
    `bench_root=${target}`,
    'bench/site.yml',
  ]
  const runbook = [process.execPath, 'bin/runbook']
  const all: Contender[] = [
    { name: 'floor: bare ssh2', repeats: 3, program: () => floor(lab) },
    { name: 'runbook', repeats: 3, program: (target) => ({ command: [...runbook, ...playbook(target)], cwd: root }) },
  ]
  if (!succeeds('ansible-playbook', '--version')) return all
  const ansible = (name: string, settings: NodeJS.ProcessEnv): Contender => ({
    name,
    repeats: 1,
    program: (target) => ({
      command: ['ansible-playbook', ...playbook(target)],
      cwd: root,
      env: { ...ansibleEnvironment(dirname(inventory)), ...settings },
    }),
  })
  all.push(ansible('ansible-playbook', {}), ansible('ansible-playbook, pipelining', { ANSIBLE_PIPELINING: '1' }))
  const mitogen = mitogenStrategies()
  if (mitogen)
    all.push(
      ansible('ansible-playbook, Mitogen', { ANSIBLE_STRATEGY_PLUGINS: mitogen, ANSIBLE_STRATEGY: 'mitogen_linear' }),
    )
  return all
}

function floor({ hosts }: Lab): Program {
  const known = new Map(
    readFileSync(hosts[0]!.knownHosts, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(' ') as [string, string, string])
      .map(([address, , key]) => [address, key]),
  )
  const addresses = hosts.map(({ address }) => `${address}=${known.get(address)}`)
  return {
    command: [process.execPath, 'bench/floor.mjs', hosts[0]!.key, `${exchanges}`, hosts[0]!.user, ...addresses],
    cwd: root,
  }
}

/** Each run opens its own connections, as a run of a day does: sockets of an earlier one are not found. */
const ansibleEnvironment = (directory: string): NodeJS.ProcessEnv => ({
  ANSIBLE_SSH_CONTROL_PATH_DIR: mkdtempSync(join(directory, 'cp-')),
  ANSIBLE_NOCOLOR: '1',
})

/** Where Mitogen's strategies are, if it is installed for the Python that runs Ansible. */
function mitogenStrategies(): string | undefined {
  const found = spawnSync('/usr/bin/python3', ['-c', 'import ansible_mitogen as m; print(m.__path__[0])'], {
    encoding: 'utf8',
  })
  return found.status === 0 ? join(found.stdout.trim(), 'plugins/strategy') : undefined
}

const succeeds = (...[program, ...args]: [string, ...string[]]): boolean =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0
