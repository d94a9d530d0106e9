import { type Position, UserError } from '../errors.ts'

/** Something is encrypted, and no password was given at all: as other mistakes of vaults it ends a command with status 1. */
export const noSecrets = (position: Position): UserError =>
  new UserError(
    {
      message: 'Attempting to decrypt but no vault secrets found',
      position,
      hint: 'give the password with --vault-password-file, --vault-id or --ask-vault-password',
    },
    1,
  )
