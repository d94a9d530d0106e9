import { Secret } from '../values.ts'

/** The value of a `!vault` tag: a secret that still knows its cipher text, for printing inventories and YAML. */
export class VaultSecret extends Secret {
  readonly ciphertext: string

  constructor(ciphertext: string, open: () => string) {
    super(open)
    this.ciphertext = ciphertext
  }
}
