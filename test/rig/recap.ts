/** The counts of a host in the recap: `ok`, `changed`, `unreachable`, `failed`, `skipped`, `rescued`, `ignored`. */
export type Counts = Readonly<Record<string, number>>

/** Reads the recap at the end of what a run printed, by host. */
export function recapOf(stdout: string): Record<string, Counts> {
  const recap = stdout.split(/^PLAY RECAP .*$/m)[1] ?? ''
  const lines = recap.matchAll(/^(\S+)\s+: (ok=.*)$/gm)
  return Object.fromEntries([...lines].map(([, host, counts]) => [host!, countsOf(counts!)]))
}

function countsOf(text: string): Counts {
  const pairs = text
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split('='))
  return Object.fromEntries(pairs.map(([name, count]) => [name!, Number(count)]))
}
