import { expect, test } from 'vitest'
import user from '../../src/modules/user.ts'
import type { SshKey } from '../../src/remote/queries/ssh-key.ts'
import { type UserAccount, userAccount } from '../../src/remote/queries/user-account.ts'
import { dict, Secret } from '../../src/values.ts'
import { changes, failure, plan } from './plan-rig.ts'

const hash = `$6$salt$${'a'.repeat(86)}`
const shadow = { password: new Secret('!'), min: 0, max: 99_999, warn: 7, inactive: -1, expires: -1 }
const groups = new Map([
  ['www', { name: 'www', gid: 33, members: [] }],
  ['audio', { name: 'audio', gid: 29, members: ['ann'] }],
])
const none: UserAccount = { entry: null, shadow: null, groups, tools: new Set(['useradd', 'adduser']), hasHome: false }
const entry = { name: 'ann', uid: 1000, gid: 1000, comment: 'Ann', home: '/home/ann', shell: '/bin/sh' }
const ann: UserAccount = { ...none, entry, shadow, hasHome: true }
const busybox = new Set(['adduser'])
const noKey: SshKey = { hasPrivate: false, hasPublic: false, publicKey: undefined, fingerprint: undefined }

const commandsOf = (options: Record<string, unknown>, account: UserAccount, key = noKey) =>
  changes(plan(user, { options: { name: 'ann', ...options }, answers: { account, key } })).flatMap(
    ({ commands }) => commands,
  )

test.each<[string, Record<string, unknown>, UserAccount, string[]]>([
  ['a new account', {}, none, ['useradd -m -- ann']],
  [
    'a new account with all that it has',
    {
      uid: 7,
      non_unique: true,
      group: 'www',
      groups: ['audio', '33'],
      comment: 'A B',
      home: '/srv/x/ann',
      shell: '/bin/sh',
      system: true,
      expires: 86_400 * 365,
      skeleton: '/k',
      umask: '077',
      uid_min: 5,
    },
    none,
    [
      "mkdir -p -- /srv/x &&\nuseradd -u 7 -o -g www -G audio,www -c 'A B' -d /srv/x/ann -s /bin/sh -e 1971-01-01 -m -k /k -K UMASK=077 -r -K UID_MIN=5 -- ann",
    ],
  ],
  [
    'a password, which is in no argument',
    { password: new Secret(hash), create_home: false },
    none,
    ['useradd -M -- ann', 'chpasswd -e'],
  ],
  [
    'a new account beside a group of its name',
    {},
    { ...none, groups: new Map([['ann', { name: 'ann', gid: 5, members: [] }]]) },
    ['useradd -N -m -- ann'],
  ],
  ['ages of a new account', { password_expire_max: 90 }, none, ['useradd -m -- ann', 'chage -M 90 -- ann']],
  ['an account as wanted', { comment: 'Ann', shell: '/bin/sh', uid: 1000, groups: ['audio'] }, ann, []],
  ['a group more', { groups: ['www'], append: true }, ann, ['usermod -a -G audio,www -- ann']],
  ['other groups', { groups: ['www'] }, ann, ['usermod -G www -- ann']],
  ['no groups', { groups: [] }, ann, ["usermod -G '' -- ann"]],
  ['groups that it is in', { groups: ['audio'], append: true }, ann, []],
  ['another primary group', { group: '33' }, ann, ['usermod -g 33 -- ann']],
  ['another home', { home: '/srv/ann', move_home: true }, ann, ['usermod -d /srv/ann -m -- ann']],
  ['no end', { expires: -1 }, { ...ann, shadow: { ...shadow, expires: 5 } }, ["usermod -e '' -- ann"]],
  ['no end, as it is', { expires: -1 }, ann, []],
  ['a lock, as it is', { password_lock: true }, ann, []],
  ['no lock', { password_lock: false }, ann, ['usermod -U -- ann']],
  ['a password', { password: new Secret(hash) }, ann, ['chpasswd -e']],
  ['a password only for a new account', { password: new Secret(hash), update_password: 'on_create' }, ann, []],
  [
    'a password that is set and locked',
    { password: new Secret(hash) },
    { ...ann, shadow: { ...shadow, password: new Secret(`!${hash}`) } },
    [],
  ],
  ['ages', { password_expire_min: 1, password_expire_warn: 7 }, ann, ['chage -m 1 -- ann']],
  ['removal', { state: 'absent', remove: true, force: true }, ann, ['userdel -f -r -- ann']],
  ['removal of nobody', { state: 'absent' }, none, []],
  [
    'a new account of busybox',
    { groups: ['audio'], shell: '/bin/sh' },
    { ...none, tools: busybox },
    ['adduser -D -s /bin/sh ann', 'adduser ann audio'],
  ],
  [
    'other groups with busybox',
    { groups: ['www'] },
    { ...ann, tools: busybox },
    ['adduser ann www', 'delgroup ann audio'],
  ],
  [
    'removal with busybox',
    { state: 'absent', remove: true },
    { ...ann, tools: busybox },
    ['deluser --remove-home ann'],
  ],
  [
    'a local account',
    { local: true, groups: ['www'] },
    { ...none, tools: new Set(['luseradd']) },
    ['luseradd  ann', 'lgroupmod -M ann www'],
  ],
])('%s: %o', (_what, options, account, expected) => {
  expect(commandsOf(options, account)).toEqual(expected)
})

test('a missing home is made', () => {
  expect(commandsOf({}, { ...ann, hasHome: false })[0]).toContain('h=/home/ann k=/etc/skel')
  expect(commandsOf({ create_home: false }, { ...ann, hasHome: false })).toEqual([])
})

test('a key is made where there is none, its passphrase in no argument', () => {
  const [script = ''] = commandsOf({ generate_ssh_key: true, ssh_key_passphrase: new Secret('hidden') }, ann)
  expect(script).toContain('f=/home/ann/.ssh/id_rsa')
  expect(script).not.toContain('hidden')
  expect(commandsOf({ generate_ssh_key: true }, ann, { ...noKey, hasPrivate: true })).toEqual([])
  expect(commandsOf({ generate_ssh_key: true, force: true }, ann, { ...noKey, hasPrivate: true })).toHaveLength(1)
})

test.each([
  [{ groups: ['none'] }, ann, 'Group none does not exist'],
  [{ group: 'none' }, none, 'Group none does not exist'],
  [{ local: true }, none, 'Failed to find required executable "luseradd"'],
  [{ local: true, umask: '022' }, none, "'umask' can not be used with 'local'"],
])('%o fails', (options, account, message) => {
  expect(failure(user, { options: { name: 'ann', ...options }, answers: { account, key: noKey } })).toBe(message)
})

test.each([
  ['secret', true],
  ['*', false],
  [hash, false],
  ['$6$salt$short', true],
])('the password %s is warned of: %s', (password, warned) => {
  const planned = plan(user, {
    options: { name: 'ann', password: new Secret(password), update_password: 'on_create' },
    answers: { account: ann, key: noKey },
  })
  expect(planned.some(({ kind }) => kind === 'warning')).toBe(warned)
})

/** What a dry run planned is what a second task sees: it has nothing to do. */
test.each<[Record<string, unknown>, UserAccount]>([
  [
    {
      groups: ['audio', 'www'],
      shell: '/bin/zsh',
      password: new Secret(hash),
      password_expire_max: 3,
      expires: 864_000,
    },
    none,
  ],
  [{ uid: 4, groups: ['www'], comment: 'x', home: '/x', password_lock: true, password: new Secret(hash) }, ann],
  [{ password_lock: false, password_expire_account_disable: 3 }, ann],
  [{ state: 'absent' }, ann],
])('%o is planned once', (options, account) => {
  const situation = (seen: UserAccount) => ({
    options: { name: 'ann', ...options },
    answers: { account: seen, key: noKey },
  })
  const first = changes(plan(user, situation(account)))
  const after = userAccount('ann', { home: options.home as string }).overlay(
    account,
    first.flatMap(({ effects }) => effects),
  )
  expect(first.length).toBeGreaterThan(0)
  expect(changes(plan(user, situation(after)))).toEqual([])
})

test('a group that an earlier task of a dry run makes is known', () => {
  const account = userAccount('ann').overlay(none, [{ kind: 'group', name: 'new', entry: dict({ gid: 9 }) as never }])
  expect(commandsOf({ groups: ['new'] }, account)).toEqual(['useradd -G new -m -- ann'])
})
