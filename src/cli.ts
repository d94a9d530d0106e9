/** The program: runs the command line that it was started with. */
import { isatty } from 'node:tty'
import { runCommand } from './commands/run-command.ts'

/** The exit status of a run that lost its terminal. */
const HUNG_UP = 129

// Neither who reads no further (`| head`) nor a terminal that is closed ends the run, or changes its exit status.
for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosed)

void main()

function ignoreClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error
}

async function main(): Promise<void> {
  const hadTerminal = [0, 1, 2].some(isatty)
  process.exitCode = await runCommand(process.argv.slice(2))
  if (hadTerminal && process.exitCode === HUNG_UP) process.once('exit', hangUp)
}

/** At its end Node.js puts the terminal back in order, and breaks off with a trace where there is none any more. */
function hangUp(): void {
  process.removeAllListeners('SIGHUP')
  process.kill(process.pid, 'SIGHUP')
}
