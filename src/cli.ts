#!/usr/bin/env node
/** The command line: what is asked for is loaded, nothing else. */
import { readFileSync } from 'node:fs'

const [first, ...rest] = process.argv.slice(2)

if (first === '--version' && rest.length === 0) printVersion()
else await main()

function printVersion(): void {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  process.stdout.write(`runbook ${version}\n`)
}

async function main(): Promise<void> {
  const { runCommand } = await import('./commands/run-command.ts')
  process.exitCode = await runCommand(process.argv.slice(2))
}
