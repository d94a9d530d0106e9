import { posix } from 'node:path'
import { none } from '../remote/queries/none.ts'
import { type SshKey, sshKey } from '../remote/queries/ssh-key.ts'
import { userAccount } from '../remote/queries/user-account.ts'
import { dict, Unknown, type Value } from '../values.ts'
import type { Planned } from './kit/change.ts'
import { ask, defineModule } from './kit/module.ts'
import { bool, choice, float, int, list, path, secret, str } from './kit/option.ts'
import { commandTexts } from './shared/command-texts.ts'
import { createUser, modifyUser, removeUser } from './shared/user/changes.ts'
import { checkUser } from './shared/user/check-user.ts'
import { makeHome, makeKey } from './shared/user/home.ts'
import type { UserOptions } from './shared/user/options.ts'

/** Makes, changes and removes accounts. */
export default defineModule({
  name: 'user',
  summary: 'Make, change and remove accounts.',
  options: {
    name: str({ required: true, aliases: ['user'], help: 'The name of the account.' }),
    state: choice(['absent', 'present'], { default: 'present', help: 'Whether it is to be there.' }),
    uid: int({ help: 'Its number.' }),
    non_unique: bool({ default: false, help: 'Let it share its number with another account.' }),
    group: str({ help: 'Its primary group.' }),
    groups: list(str(), { help: 'Its other groups.' }),
    append: bool({ default: false, help: 'Keep it in groups that are not named.' }),
    comment: str({ help: 'Its description.' }),
    home: path({ help: 'Its home.' }),
    create_home: bool({ default: true, aliases: ['createhome'], help: 'Make the home where it is missing.' }),
    move_home: bool({ default: false, help: 'Move the old home to the new place.' }),
    skeleton: str({ help: 'The directory that a new home is a copy of.' }),
    shell: path({ help: 'Its shell.' }),
    password: secret({ help: 'The hash of its password.' }),
    update_password: choice(['always', 'on_create'], { default: 'always', help: 'When to set the password.' }),
    password_lock: bool({ help: 'Lock or unlock its password.' }),
    password_expire_max: int({ help: 'After how many days the password must be changed.' }),
    password_expire_min: int({ help: 'Days that must pass between changes of the password.' }),
    password_expire_warn: int({ help: 'Days of warning before the password must be changed.' }),
    password_expire_account_disable: int({ help: 'Days after which an expired password locks the account.' }),
    expires: float({ help: 'When it expires, in seconds since 1970; negative for never.' }),
    system: bool({ default: false, help: 'Make it a system account.' }),
    force: bool({ default: false, help: 'Remove it even when in use; replace an SSH key.' }),
    remove: bool({ default: false, help: 'Remove its home along with it.' }),
    local: bool({ help: 'Look at and change only the accounts of the host itself.' }),
    generate_ssh_key: bool({ help: 'Make an SSH key for it.' }),
    ssh_key_bits: int({ default: 0, help: 'The size of the key.' }),
    ssh_key_type: str({ default: 'rsa', help: 'The type of the key.' }),
    ssh_key_file: path({ help: 'Where the key goes, relative to the home.' }),
    ssh_key_comment: str({ help: 'The comment of the key.' }),
    ssh_key_passphrase: secret({ help: 'The passphrase of the key.' }),
    seuser: str({ help: 'The SELinux user.' }),
    umask: str({ help: 'The umask of a new home.' }),
    uid_min: int({ help: 'The smallest number it may get.' }),
    uid_max: int({ help: 'The greatest number it may get.' }),
    login_class: str({ help: 'Its login class; BSD only.' }),
    hidden: bool({ help: 'Hide it; macOS only.' }),
    profile: str({ help: 'Its profile; illumos only.' }),
    authorization: str({ help: 'Its authorization; illumos only.' }),
    role: str({ help: 'Its role; illumos only.' }),
  },
  *inspect(options) {
    const account = userAccount(options.name, { home: options.home, local: options.local })
    if (!options.generate_ssh_key || options.state === 'absent') return { account, key: noKey }
    const { entry } = (yield* ask({ account })).account
    return { account, key: sshKey(keyPath(options, entry?.home)) }
  },
  *plan(options, { account, key }): Iterable<Planned> {
    yield* checkUser(options)
    if (options.state === 'absent') return yield* removeUser(options, account)
    if (account.entry) yield* modifyUser(options, account)
    else yield* createUser(options, account)
    if (account.entry && options.create_home && !account.hasHome) yield makeHome(options, account.entry)
    if (options.generate_ssh_key) yield* makeKey(options, keyPath(options, account.entry?.home), key)
  },
  returns: ({ options, before, after, outputs }) => {
    const { name, state, force, remove, append, move_home, system, create_home } = options
    const texts = commandTexts(outputs)
    if (state === 'absent') return dict({ name, state, ...(before.account.entry ? { force, remove } : {}), ...texts })
    const { entry } = after.account
    const how = before.account.entry ? { append, move_home } : { system, create_home }
    const known = (value: Value | undefined): Value => value ?? new Unknown(`the account ${name}`)
    return dict({
      name,
      state,
      ...how,
      ...(options.password ? { password: 'NOT_LOGGING_PASSWORD' } : {}),
      ...texts,
      uid: known(entry?.uid),
      group: known(entry?.gid),
      comment: known(entry?.comment),
      home: known(entry?.home),
      shell: known(entry?.shell),
      ...(options.groups ? { groups: options.groups.join(',') } : {}),
      ...(options.generate_ssh_key ? keyResult(keyPath(options, entry?.home), after.key) : {}),
    })
  },
})

const noKey = none<SshKey>({ hasPrivate: false, hasPublic: false, publicKey: undefined, fingerprint: undefined })

/** A relative name is seen from the home, a new account's being the wanted one or the usual. */
const keyPath = (options: UserOptions, home: string | undefined): string =>
  posix.resolve(
    home ?? options.home ?? `/home/${options.name}`,
    options.ssh_key_file ?? `.ssh/id_${options.ssh_key_type}`,
  )

const keyResult = (path: string, key: SshKey): Record<string, Value> => ({
  ssh_fingerprint: key.fingerprint ?? new Unknown('a key that is made'),
  ssh_key_file: path,
  ssh_public_key: key.publicKey ?? new Unknown('a key that is made'),
})
