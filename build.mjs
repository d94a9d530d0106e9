/**
 * `npm run build`: makes dist/ of src/.
 *
 * - `cli.cjs`: the program, in one file. What src/ loads with `import()` or `require` is compiled and run when it is asked for.
 *   It is CommonJS, as only such code can be kept compiled between runs on every version of Node.js (bin/load.js).
 * - `screen.js`: the live view, whose packages are ES modules that can only be imported. `screen.cjs` imports it.
 * - `python/`: the library that is sent to hosts for modules written in Python.
 * - `index.js` and `*.d.ts`: the public interface.
 */
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('.', import.meta.url))
const dist = join(root, 'dist')

/** Packages that stay packages: parts of ssh2 compiled for a machine, one that has a licence of its own, those of the live view. */
const external = ['cpu-features', '@jmespath-community/jmespath', 'ink', 'react']

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  outdir: dist,
  jsx: 'automatic',
  sourcemap: 'linked',
  sourcesContent: false,
  metafile: true,
  logLevel: 'warning',
  external,
}

/** Where the hash of the program will stand, by which its compiled form is known. */
const NO_HASH = '0'.repeat(16)

rmSync(dist, { recursive: true, force: true })
mkdirSync(dist)
const program = await build({
  ...common,
  entryPoints: ['src/cli.ts'],
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  banner: { js: `/* ${NO_HASH} */ 'use strict'; const bundleUrl = require('node:url').pathToFileURL(__filename).href` },
  define: { 'import.meta.url': 'bundleUrl' },
  plugins: [lazyRequires(), apart('./tui/screen.tsx', './screen.js'), compiledParts()],
  write: false,
})
for (const { path, text } of program.outputFiles)
  writeFileSync(path, path.endsWith('.cjs') ? stamped(ascii(withoutImports(text))) : text)
writeFileSync(join(dist, 'screen.cjs'), "module.exports = () => import('./screen.js')\n")
const screen = await build({ ...common, entryPoints: { screen: 'src/reporters/tui/screen.tsx' }, format: 'esm' })
const library = await build({
  ...common,
  entryPoints: ['src/index.ts'],
  format: 'esm',
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
  plugins: [lazyRequires()],
})
cpSync(join(root, 'src/modules/programs/python'), join(dist, 'python'), {
  recursive: true,
  filter: (path) => !path.endsWith('__pycache__'),
})
writeFileSync(join(dist, 'licenses.txt'), licenses([program, screen, library]))

/** A `require` that a source makes with `createRequire`, to load a package late, is the bundle's own: the package goes into it. */
function lazyRequires() {
  const line = 'const require = createRequire(import.meta.url)\n'
  return {
    name: 'lazy-requires',
    setup: ({ onLoad }) =>
      onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
        const text = readFileSync(path, 'utf8')
        return { contents: text.replace(line, '\n'), loader: 'ts' }
      }),
  }
}

/** What is imported as `from` is a file of its own beside the bundle. */
function apart(from, to) {
  return {
    name: 'apart',
    setup: ({ onResolve }) =>
      onResolve({ filter: /^\./ }, ({ path }) => (path === from ? { path: to, external: true } : undefined)),
  }
}

/** The part of ssh2 that may have been compiled when it was installed stays there. */
function compiledParts() {
  return {
    name: 'compiled-parts',
    setup: ({ onResolve }) =>
      onResolve({ filter: /sshcrypto\.node$/ }, () => ({
        path: 'ssh2/lib/protocol/crypto/build/Release/sshcrypto.node',
        external: true,
      })),
  }
}

/** In code that was kept compiled, `import()` works only with a warning on Node.js 20. */
function withoutImports(text) {
  const program = text
    .replaceAll('import("./screen.js")', 'require("./screen.cjs")()')
    .replace(/\bimport\(("node:[a-z/]+")\)/g, 'Promise.resolve(require($1))')
  const left = /\bimport\(".*?"\)/.exec(program)
  if (left) throw new Error(`the program has an ${left[0]}, which bin/load.js can't do`)
  return program
}

/** The program with its own hash in front. */
function stamped(program) {
  return program.replace(NO_HASH, createHash('sha256').update(program).digest('hex').slice(0, NO_HASH.length))
}

/** The same program in ASCII, which is read and kept in half the space. esbuild leaves only regular expressions to be escaped. */
function ascii(text) {
  return text.replace(/[^\0-\x7f]/g, (character) => {
    if (/[\ud800-\udfff]/.test(character))
      throw new Error(`a regular expression has ${JSON.stringify(character)}: write it as \\u{...}`)
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

/** The licences of the packages that are part of the bundles. */
function licenses(results) {
  const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs))
  const packages = inputs.flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [])
  return [...new Set(packages)].sort().map(licenseOf).join('\n')
}

function licenseOf(folder) {
  const { name, version, license, licenses } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
  const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry))
  if (!file) throw new Error(`${name} has no file with its license`)
  return `${name} ${version} (${license ?? licenses[0].type})\n\n${readFileSync(join(root, folder, file), 'utf8').trim()}\n\n`
}
