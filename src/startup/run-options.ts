/** What a run is to do, as the command line says it. */
import type { Dict, Secret } from '../values.ts'

export interface RunOptions {
  readonly playbooks: readonly string[]
  /** The folder that everything is relative to: the first playbook's, or the one that stands for it. */
  readonly directory: string
  /** Sources in the order given; empty for the configured ones. */
  readonly inventories: readonly string[]
  readonly limit: readonly string[] | undefined
  readonly extraVars: readonly ExtraVars[]
  readonly tags: readonly string[]
  readonly skipTags: readonly string[]
  readonly check: boolean
  readonly diff: boolean
  readonly forks: number | undefined
  readonly verbosity: number
  /** Where modules that are programs are, before the configured folders. */
  readonly modulePath?: readonly string[] | undefined
  readonly step: boolean
  readonly startAtTask: string | undefined
  readonly forceHandlers: boolean
  readonly flushCache: boolean
  readonly list: { readonly hosts: boolean; readonly tasks: boolean; readonly tags: boolean }
  readonly syntaxCheck: boolean
  readonly user: string | undefined
  readonly privateKey: string | undefined
  readonly connection: string | undefined
  /** Seconds. */
  readonly timeout: number | undefined
  readonly sshCommonArgs: string | undefined
  readonly sshExtraArgs: string | undefined
  readonly become: boolean
  readonly becomeMethod: string | undefined
  readonly becomeUser: string | undefined
  readonly askPass: boolean
  readonly askBecomePass: boolean
  readonly connectionPassword: Secret | undefined
  readonly becomePassword: Secret | undefined
  readonly vaultIds: readonly string[]
  readonly vaultPasswordFiles: readonly string[]
  readonly askVaultPass: boolean
  /** `plain`, `tui`, `json`, …; chosen by the terminal when absent. */
  readonly output: string | undefined
  /** The version of ansible-core whose rules hold where versions differ. */
  readonly compat: '2.14' | '2.18' | '2.19'
}

/** One `-e`: text as it was given (`key=value`, JSON, YAML or `@file`), or values already read. */
export type ExtraVars = string | Dict
