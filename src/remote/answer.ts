/** What a script on a host answered: exactly its bytes and its exit status. */
export interface Answer {
  readonly stdout: Buffer
  readonly stderr: Buffer
  /** 0 to 255; 128 + number for a signal. */
  readonly status: number
}
