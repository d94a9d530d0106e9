/** Reading arguments for the `ssh` command, as `ansible_ssh_common_args` holds them. */
import { splitWords } from '../util/split-words.ts'
import { addOption, type SshOptions } from './ssh-options.ts'

/** What arguments for `ssh` ask for. */
export interface SshArguments {
  readonly options: SshOptions
  /** The configuration file that `-F` names. */
  readonly configFile?: string | undefined
  /** Arguments that can't be honoured by ssh2, as they were written. */
  readonly unhonoured: readonly string[]
  /** Words that are no options: `ssh` would take the first for the host. */
  readonly strays: readonly string[]
}

/** Reads a text of arguments, quoted as for a shell. */
export const readSshArguments = (text: string): SshArguments => {
  const options: SshOptions = {}
  const unhonoured: string[] = []
  const strays: string[] = []
  let configFile: string | undefined
  for (const { letter, value, words } of flagsOf(splitWords(text))) {
    if (letter === 'F') configFile = value
    else if (letter === '') strays.push(words)
    else if (!honour(options, letter, value)) unhonoured.push(words)
  }
  return { options, configFile, unhonoured, strays }
}

const honour = (options: SshOptions, letter: string, value: string): boolean => {
  if (letter === 'o') {
    const [, keyword = '', setting = ''] = /^\s*(\w+)\s*[=\s]\s*(.*)$/s.exec(value) ?? []
    return addOption(options, keyword, unquoted(setting))
  }
  const keyword = keywords[letter]
  if (keyword) return addOption(options, keyword, value === '' ? 'yes' : value)
  return harmless.includes(letter)
}

const unquoted = (text: string): string => (/^"[^"]*"$/.test(text) ? text.slice(1, -1) : text)

/** Letters that stand for an option of ssh_config. */
const keywords: Readonly<Record<string, string>> = {
  A: 'ForwardAgent',
  C: 'Compression',
  i: 'IdentityFile',
  J: 'ProxyJump',
  l: 'User',
  p: 'Port',
}

const harmless = 'aknqTvxy46'
const withValue = 'BbcDEeFIiJLlmOopQRSWw'

interface Flag {
  readonly letter: string
  readonly value: string
  readonly words: string
}

function* flagsOf(words: readonly string[]): Generator<Flag> {
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    if (!/^-./.test(word)) {
      yield { letter: '', value: '', words: word }
      continue
    }
    for (let at = 1; at < word.length; at++) {
      const letter = word[at]!
      if (!withValue.includes(letter)) {
        yield { letter, value: '', words: `-${letter}` }
        continue
      }
      const rest = word.slice(at + 1)
      const value = rest === '' ? (words[++i] ?? '') : rest
      yield { letter, value, words: `-${letter} ${value}` }
      break
    }
  }
}
