/** A directory of an identity's own on a host. */
import type { Answer } from './answer.ts'
import { RemoteFailure } from './failure.ts'
import { type ShellScript, sh } from './sh.ts'

type Run = (script: ShellScript) => Promise<readonly (Answer | undefined)[]>

/** Made on first use, in the home directory where that can be written (`/tmp` may forbid executing), with mode 0700. */
export class TemporaryDirectory {
  readonly #run: Run
  #made: Promise<string> | undefined

  constructor(run: Run) {
    this.#run = run
  }

  path(): Promise<string> {
    this.#made ??= this.#make()
    return this.#made
  }

  /** Removes it, if it was made. */
  async remove(): Promise<void> {
    if (this.#made) await this.#run(sh`rm -rf -- ${await this.#made}`)
  }

  /** The next use makes another one. */
  forget(): void {
    this.#made = undefined
  }

  async #make(): Promise<string> {
    const [answer] = await this.#run(makeScript)
    const path = answer?.stdout.toString().trimEnd() ?? ''
    if (answer?.status === 0 && path.startsWith('/')) return path
    this.#made = undefined
    throw new RemoteFailure(`can't make a temporary directory: ${answer?.stderr.toString().trim()}`)
  }
}

const makeScript = sh`umask 077
for d in "$HOME" "$\{TMPDIR:-/tmp}" /var/tmp; do
  [ "$d" != / ] && [ -d "$d" ] && [ -w "$d" ] && mktemp -d "$d/.runbook-XXXXXXXXXX" && exit
done
echo 'no directory can be written: tried the home directory, /tmp and /var/tmp' >&2
exit 1`
