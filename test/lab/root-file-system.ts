import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { exclusively } from './exclusive.ts'
import { labDirectory } from './lab-directory.ts'
import { mustRun } from './run-program.ts'

/** The kinds of host, and the kind that each one's recipe starts from. */
const bases = { debian: undefined, python: 'debian', busybox: 'debian' } as const

/** `debian` has no Python, `python` is the same with it, `busybox` has nothing but busybox and dropbear. */
export type HostKind = keyof typeof bases

/** All kinds, in the order in which a lab numbers its hosts. */
export const hostKinds = Object.keys(bases) as HostKind[]

/** The directory of a root file system, built when its recipe has changed or it was never built. */
export async function rootFileSystem(kind: HostKind): Promise<string> {
  const base = bases[kind] && (await rootFileSystem(bases[kind]))
  const path = `${labDirectory()}/${kind}-${recipeKey(kind)}`
  await exclusively(`${path}.lock`, async () => {
    if (!existsSync(path)) await build(kind, path, base)
  })
  return path
}

/** The private key that every account of every host accepts. */
export async function labKey(): Promise<string> {
  const path = `${labDirectory()}/id_ed25519`
  await exclusively(`${path}.lock`, async () => {
    if (!existsSync(path)) await mustRun(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'lab', '-f', path])
  })
  return path
}

async function build(kind: HostKind, path: string, base: string | undefined): Promise<void> {
  const publicKey = readFileSync(`${await labKey()}.pub`, 'utf8').trim()
  const partial = `${path}.partial`
  process.stderr.write(`lab: building the ${kind} root file system\n`)
  await mustRun(['bash', recipe(kind), partial, publicKey, ...(base ? [base] : [])])
  renameSync(partial, path)
}

/** Changes with the recipe and with those it starts from. */
function recipeKey(kind: HostKind): string {
  const hash = createHash('sha256')
  for (let step: HostKind | undefined = kind; step; step = bases[step]) hash.update(readFileSync(recipe(step)))
  return hash.digest('hex').slice(0, 12)
}

const recipe = (kind: HostKind): string => fileURLToPath(new URL(`recipes/${kind}.sh`, import.meta.url))
