/** The text in an encoding of single bytes (`windows-1252`, `koi8-r`); `undefined` for another or when it has no such character. */
export const encodeSingleByte = (text: string, label: string): Buffer | undefined => {
  const bytes = bytesOf(label)
  const encoded = Array.from(text, (character) => bytes?.get(character))
  return encoded.every((byte) => byte !== undefined) ? Buffer.from(encoded) : undefined
}

const bytesOf = (label: string): ReadonlyMap<string, number> | undefined => {
  try {
    const decoder = new TextDecoder(label, { fatal: true })
    // Node.js takes windows-1252 for Latin-1 where bytes are decoded at once, and reads it right in a stream.
    const characters = decoder.decode(
      Uint8Array.from({ length: 256 }, (_, byte) => byte),
      { stream: true },
    )
    return characters.length === 256
      ? new Map(Array.from(characters, (character, byte) => [character, byte]))
      : undefined
  } catch {
    return undefined
  }
}
