/** The program: runs the command line that it was started with. */
import { runCommand } from './commands/run-command.ts'

// Who reads no further (`| head`) ends neither the run nor its exit status.
for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe)

void main()

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

async function main(): Promise<void> {
  process.exitCode = await runCommand(process.argv.slice(2))
}
