/** `runbook vault encrypt_string`: text as `!vault` blocks for playbooks. */
import type { VaultPassword } from '../../vault/vault.ts'
import { list, text } from '../options/run-options.ts'
import { readSource, writeTarget } from './files.ts'
import { type Asking, sealerOf, usage } from './passwords.ts'

interface Plain {
  readonly text: string | Buffer
  /** Where it came from, for people. */
  readonly source: string
  readonly name: string | undefined
}

/** Encrypts what the arguments, standard input or a person give, each to a block. */
export const encryptStrings = async (
  args: readonly string[],
  { asking, password }: { asking: Asking; password: VaultPassword },
): Promise<void> => {
  const { given, config, terminal } = asking
  const strings = await plainStrings(args, asking)
  const sealer = sealerOf(password, config)
  const blocks = strings.map((plain) => block(sealer.encrypt(plain.text, password.label), plain.name))
  if (strings.length > 1) for (const [at, plain] of strings.entries()) terminal.note(captionOf(plain, at + 1))
  writeTarget(text(given, 'output') ?? '-', Buffer.from(blocks.map((one) => `${one}\n`).join('')))
}

const plainStrings = async (args: readonly string[], asking: Asking): Promise<Plain[]> => {
  const { given } = asking
  const fromInput = args.includes('-') || args.length === 0 || text(given, 'stdinName') !== undefined
  const fromPerson = given.prompt === true
  if (fromPerson && fromInput && (args.includes('-') || text(given, 'stdinName') !== undefined))
    throw usage('The --prompt option is not supported if also reading input from stdin')
  return [
    ...(fromPerson ? [await prompted(asking)] : []),
    ...(fromInput && !fromPerson ? [input(asking)] : []),
    ...fromArguments(
      args.filter((arg) => arg !== '-'),
      asking,
    ),
  ]
}

const prompted = async ({ given, terminal }: Asking): Promise<Plain> => {
  const name = await terminal.prompt({ text: 'Variable name (enter for no name): ', echo: true, takesInput: true })
  const echo = given.showInput === true
  const answer = await terminal.prompt({
    text: `String to encrypt${echo ? '' : ' (hidden)'}: `,
    echo,
    takesInput: true,
  })
  return { text: notEmpty(answer, 'from the prompt'), source: 'the interactive prompt', name: name || undefined }
}

const input = ({ given, terminal }: Asking): Plain => {
  if (process.stdout.isTTY)
    terminal.note(
      'Reading plaintext input from stdin. (ctrl-d to end input, twice if your content does not already have a newline)',
    )
  const bytes = readSource('-')
  if (bytes.length === 0) throw usage('stdin was empty, not encrypting')
  return { text: bytes, source: 'stdin', name: text(given, 'stdinName') }
}

const fromArguments = (args: readonly string[], { given, terminal }: Asking): Plain[] => {
  const names = list(given, 'name')
  if (names.length > 0 && args.length > names.length) {
    terminal.note('The number of --name options do not match the number of args.')
    terminal.note(`The last named variable will be "${names.at(-1)}". The rest will not have names.`)
  }
  return args.map((arg, at) => ({
    text: notEmpty(arg, 'from the command line args'),
    source: 'the command line args',
    name: names[at],
  }))
}

const notEmpty = (plaintext: string, from: string): string => {
  if (plaintext !== '') return plaintext
  throw usage(`The plaintext provided ${from} was empty, not encrypting`)
}

const block = (vaultText: string, name: string | undefined): string => {
  const lines = vaultText.trimEnd().split('\n')
  return [`${name === undefined ? '' : `${name}: `}!vault |`, ...lines.map((line) => `          ${line}`)].join('\n')
}

const captionOf = ({ name, source }: Plain, number: number): string =>
  name === undefined
    ? `# The encrypted version of the string #${number} from ${source}.)`
    : `# The encrypted version of variable ("${name}", the string #${number} from ${source}).`
