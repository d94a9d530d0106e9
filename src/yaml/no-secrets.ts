import { type Position, type UserError, userError } from '../errors.ts'

/** Something is encrypted, and no password was given at all. */
export const noSecrets = (position: Position): UserError =>
  userError(
    'Attempting to decrypt but no vault secrets found',
    position,
    'give the password with --vault-password-file, --vault-id or --ask-vault-password',
  )
