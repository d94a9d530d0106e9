import type { Secret } from '../../../values.ts'

/** What the options of `user` say. */
export interface UserOptions {
  readonly name: string
  readonly uid: number | undefined
  readonly non_unique: boolean
  readonly group: string | undefined
  readonly groups: readonly string[] | undefined
  readonly append: boolean
  readonly comment: string | undefined
  readonly home: string | undefined
  readonly create_home: boolean
  readonly move_home: boolean
  readonly skeleton: string | undefined
  readonly shell: string | undefined
  readonly password: Secret | undefined
  readonly update_password: 'always' | 'on_create'
  readonly password_lock: boolean | undefined
  readonly password_expire_max: number | undefined
  readonly password_expire_min: number | undefined
  readonly password_expire_warn: number | undefined
  readonly password_expire_account_disable: number | undefined
  readonly expires: number | undefined
  readonly system: boolean
  readonly force: boolean
  readonly remove: boolean
  readonly local: boolean | undefined
  readonly ssh_key_bits: number
  readonly ssh_key_type: string
  readonly ssh_key_file: string | undefined
  readonly ssh_key_comment: string | undefined
  readonly ssh_key_passphrase: Secret | undefined
  readonly seuser: string | undefined
  readonly umask: string | undefined
  readonly uid_min: number | undefined
  readonly uid_max: number | undefined
}
