/** The program: runs the command line that it was started with. */
import { runCommand } from './commands/run-command.ts'

void main()

async function main(): Promise<void> {
  process.exitCode = await runCommand(process.argv.slice(2))
}
