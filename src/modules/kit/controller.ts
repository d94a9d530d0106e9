/** What a module may use of the machine that runbook runs on. The executor gives it, for one task and host. */
import type { Unknown, Value } from '../../values.ts'

export interface Controller {
  /**
   * The absolute path of a file named in a task, searched as Ansible does: the role's `files/` (`templates/`, …), then
   * the role, the task file's folder, the play's. Throws a ModuleFailure that lists where was looked.
   */
  find(kind: 'files' | 'templates' | 'vars' | 'tasks', name: string): string
  /** A file's bytes; a vault-encrypted file is decrypted unless told not to. */
  read(path: string, options?: { readonly decrypt?: boolean }): Promise<Buffer>
  /** The value of a YAML or JSON file, vault-decrypted; its templates are templates. */
  load(path: string): Promise<{ readonly data: Value; readonly encrypted: boolean }>
  /** A file's text rendered as a template with the task's variables. */
  render(path: string, options: RenderSettings): Promise<string | Unknown>
  /** Whether differences are to be shown. */
  readonly diff: boolean
  /** The playbook's directory: what relative paths on the controller are relative to. */
  readonly directory: string
  /** The directory of the file that the task stands in. */
  readonly taskDirectory: string
  /** The directory of the role that the task belongs to. */
  readonly roleDirectory?: string | undefined
}

/** The options of the `template` module that shape the text. */
export interface RenderSettings {
  readonly trim_blocks?: boolean
  readonly lstrip_blocks?: boolean
  readonly newline_sequence?: string
  readonly variable_start_string?: string | undefined
  readonly variable_end_string?: string | undefined
  readonly block_start_string?: string | undefined
  readonly block_end_string?: string | undefined
  readonly comment_start_string?: string | undefined
  readonly comment_end_string?: string | undefined
  /** Where the text goes, which it may tell. */
  readonly dest?: string | undefined
  /** Further variables: `template_host`, `template_path`, … are set by the executor. */
  readonly variables?: ReadonlyMap<string, Value>
}
