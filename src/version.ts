/** What this is: the version in package.json, which stands a folder above both the sources and what is built of them. */
import { readFileSync } from 'node:fs'

/** The version of runbook. */
export const version = (): string => {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
