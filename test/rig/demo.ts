/** `npm run demo`: runs playbooks/demo.yml on three hosts made for the purpose, and removes them again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { startDemoHosts } from './demo-hosts.ts'
import { root } from './source-files.ts'

const hosts = await startDemoHosts()
let running: ChildProcess | undefined

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void interrupted())

narrate(`Three SSH servers listen on this machine: ${hosts.names.join(', ')}. Their keys are in a known_hosts file.`)
await play('1. The first run makes everything.', [])
await play('2. A dry run with another port shows what would change, and changes nothing.', [
  ...['--check', '--diff', '--extra-vars', 'app_port=9000'],
])
await play('3. The second run finds that nothing is left to do.', [])
await hosts.close()
narrate('That was it: the servers are gone, and so is everything they held.')

async function play(title: string, options: readonly string[]): Promise<void> {
  const command = ['-i', hosts.inventory, 'playbooks/demo.yml', ...options]
  narrate(`${title}\n  runbook -i hosts playbooks/demo.yml ${options.join(' ')}`)
  running = spawn(process.execPath, ['bin/runbook', ...command], { cwd: root, env: ownEnvironment(), stdio: 'inherit' })
  const [status] = await once(running, 'exit')
  if (status === 0) return
  await hosts.close()
  narrate(`The run ended with ${status}, which it shouldn't have.`)
  process.exit(1)
}

/** The settings of somebody's own Ansible are not for the demo. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('ANSIBLE_')))
}

async function interrupted(): Promise<void> {
  running?.kill('SIGTERM')
  await hosts.close()
  narrate('Stopped; the servers are gone, and so is everything they held.')
  process.exit(130)
}

function narrate(text: string): void {
  process.stdout.write(`\n» ${text}\n\n`)
}
