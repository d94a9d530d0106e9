/** What each command is for, in a line: for the help and for suggestions. */
export const summaries = {
  playbook: 'run playbooks; what runbook does when no command is named',
  adhoc: 'run one task on some hosts',
  console: 'run tasks on some hosts, one after the other',
  inventory: 'show hosts, groups and their variables',
  explain: 'tell where the value of a variable comes from',
  doc: 'tell what modules do and which options they take',
  compat: 'list what of a project runbook can not run',
  vault: 'make, open and change encrypted files',
  config: 'show settings and where they are set',
  pull: 'fetch a repository of playbooks and run one here',
} as const

export type CommandName = keyof typeof summaries

/** The commands for the end of a help text. */
export const commandsText = (): string => {
  const lines = Object.entries(summaries).map(([name, summary]) => `  runbook ${name.padEnd(11)}${summary}`)
  return ['', 'Commands:', ...lines, '', 'runbook COMMAND --help tells the options of a command.'].join('\n')
}
