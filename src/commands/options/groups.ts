/** The options that commands share, in the groups in which their help shows them. */
import { Command, CommanderError, Option } from 'commander'
import { collect, count, positive, whole } from './values.ts'
import { tellOfVersion } from './version-text.ts'

/** A command with what all commands have. */
export const newCommand = (name: string, usage: string, description: string): Command =>
  new Command(name)
    .usage(usage)
    .description(description)
    .option('-v, --verbose', 'more output (-vvv for more, -vvvv for connections)', count, 0)
    .option('--version', 'show the version and what is in force here')
    .on('option:version', tellVersion)
    .helpOption('-h, --help', 'show this help')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })

/** Whatever else is asked for is not done then. */
const tellVersion = (): never => {
  tellOfVersion()
  throw new CommanderError(0, 'commander.version', '')
}

/** Hosts and where they come from. */
export const inventoryOptions = (command: Command): Command =>
  command
    .optionsGroup('Hosts:')
    .option('-i, --inventory <source>', 'inventory file, folder, script or list "a,b," (repeatable)', collect)
    .option('-l, --limit <pattern>', 'only these hosts', (pattern: string) => [pattern])

/** `-e`. */
export const extraVarsOption = (command: Command): Command =>
  command.option('-e, --extra-vars <vars>', 'variables as key=value, YAML, JSON or @file (repeatable)', collect)

/** How to try a run without changes. */
export const checkOptions = (command: Command): Command =>
  command
    .option('-C, --check', 'a dry run: say what would change, change nothing')
    .option('-D, --diff', 'show what changes in files')

/** How many hosts at a time, and what else concerns runs. */
export const runOptionsGroup = (command: Command): Command =>
  command
    .option('-f, --forks <number>', 'hosts at a time (default: 5)', positive)
    .option('-M, --module-path <paths>', 'folders with modules of the project, separated by colons')
    .addOption(
      new Option('--compat <version>', 'rules of this ansible-core where versions differ')
        .choices(['2.14', '2.18', '2.19'])
        .default('2.18'),
    )

/** How hosts are reached. */
export const connectOptions = (command: Command): Command =>
  command
    .optionsGroup('Connection:')
    .option('-u, --user <name>', 'log in as this user')
    .option('--private-key <file>', 'log in with this key')
    .option('-c, --connection <type>', 'how to connect: ssh, local, docker, openssh')
    .option('-T, --timeout <seconds>', 'give up connecting after so long (default: 10)', whole)
    .option('--ssh-common-args <args>', 'options of ssh for all connections')
    .option('--ssh-extra-args <args>', 'options of ssh for shells')
    .option('--sftp-extra-args <args>', 'accepted; files go through the shell')
    .option('--scp-extra-args <args>', 'accepted; files go through the shell')
    .addOption(new Option('-k, --ask-pass', 'ask for the password to log in').conflicts('connectionPasswordFile'))
    .option('--connection-password-file <file>', 'read the password to log in from this file')

/** As whom tasks run. */
export const becomeOptions = (command: Command): Command =>
  command
    .optionsGroup('Privileges:')
    .option('-b, --become', 'run tasks as another user')
    .option('--become-method <method>', 'sudo, su or doas (default: sudo)')
    .option('--become-user <name>', 'that user (default: root)')
    .addOption(new Option('-K, --ask-become-pass', 'ask for the password of become').conflicts('becomePasswordFile'))
    .option('--become-password-file <file>', 'read the password of become from this file')

/** The passwords of vaults. */
export const vaultOptions = (command: Command): Command =>
  command
    .optionsGroup('Vaults:')
    .addOption(new Option('-J, --ask-vault-password', 'ask for the vault password').conflicts('vaultPasswordFile'))
    .option('--vault-id <id>', 'vault identity LABEL@SOURCE (repeatable)', collect)
    .option('--vault-password-file <file>', 'read the vault password from this file', collect)

/** `--playbook-dir`, for commands without a playbook. */
export const playbookDirOption = (command: Command): Command =>
  command.option('--playbook-dir <folder>', 'the folder whose roles, files and group_vars are found')

/** What commands share that run tasks on the hosts of a pattern. */
export const patternOptions = (command: Command): Command => {
  checkOptions(extraVarsOption(command))
  runOptionsGroup(playbookDirOption(command))
  inventoryOptions(command).option('--list-hosts', 'list the hosts that match, and stop')
  return vaultOptions(becomeOptions(connectOptions(command)))
}
