/** What `uri` sends: JSON, forms, files. */
import { randomBytes } from 'node:crypto'
import { posix } from 'node:path'
import { sh } from '../../../remote/sh.ts'
import { dumpJson } from '../../../util/python-json.ts'
import { type Dict, isDict, type Value } from '../../../values.ts'
import type { ActionContext } from '../../kit/action.ts'
import { ModuleFailure } from '../../kit/change.ts'

interface BodyOptions {
  readonly body: Value | undefined
  readonly body_format: 'form-multipart' | 'form-urlencoded' | 'json' | 'raw'
  readonly src: string | undefined
  readonly remote_src: boolean
  readonly headers: Dict
}

interface Encoded {
  /** Bytes, or the path of a file on the host. */
  readonly body: Buffer | string | undefined
  /** Those that were given, and the type of the body where none was. */
  readonly headers: Map<string, string>
}

type Context = Pick<ActionContext<unknown>, 'controller' | 'remote'>

/** The body in its format. */
export const encodeBody = async (options: BodyOptions, context: Context): Promise<Encoded> => {
  const headers = new Map([...options.headers].map(([name, value]) => [String(name), String(value)]))
  const { src, body, body_format } = options
  if (src !== undefined) {
    const file = options.remote_src ? src : await context.controller.read(context.controller.find('files', src))
    return { body: file, headers }
  }
  if (body_format === 'form-multipart') return multipart(body, headers, { options, context })
  if (body === undefined || body === null) return { body: undefined, headers: withType(headers, types[body_format]) }
  return { body: Buffer.from(encode(body, body_format)), headers: withType(headers, types[body_format]) }
}

const types = { json: 'application/json', 'form-urlencoded': 'application/x-www-form-urlencoded', raw: undefined }

const withType = (headers: Map<string, string>, type: string | undefined): Map<string, string> => {
  const isSet = [...headers.keys()].some((name) => name.toLowerCase() === 'content-type')
  if (type !== undefined && !isSet) headers.set('Content-Type', type)
  return headers
}

const encode = (body: Value, format: 'form-urlencoded' | 'json' | 'raw'): string => {
  if (typeof body === 'string') return body
  if (format === 'form-urlencoded') return formText(body)
  return dumpJson(body)
}

/** `a=1&b=2`; a list of values repeats its name. */
const formText = (body: Value): string => {
  const pairs = isDict(body) ? [...body] : Array.isArray(body) ? body.map(pairOf) : undefined
  if (pairs === undefined) {
    throw new ModuleFailure('failed to parse body as form_urlencoded: cannot form-urlencode body, expect list or dict')
  }
  const form = new URLSearchParams()
  for (const [name, value] of pairs) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== null) form.append(plain(name), plain(one))
  }
  return form.toString()
}

const pairOf = (item: Value): [Value, Value] => {
  if (Array.isArray(item) && item.length === 2) return [item[0] as Value, item[1] as Value]
  throw new ModuleFailure('failed to parse body as form_urlencoded: a list must hold pairs of name and value')
}

const plain = (value: Value): string =>
  value === true ? 'True' : value === false ? 'False' : value === null ? 'None' : String(value)

interface Source {
  readonly options: BodyOptions
  readonly context: Context
}

const multipart = async (body: Value | undefined, headers: Map<string, string>, source: Source): Promise<Encoded> => {
  if (!isDict(body)) throw new ModuleFailure('failed to parse body as form-multipart: body must be a mapping')
  const boundary = `==${randomBytes(12).toString('hex')}==`
  const parts: Buffer[] = []
  for (const [name, field] of body) {
    const { head, content } = await part(String(name), field, source)
    parts.push(Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`), content, Buffer.from('\r\n'))
  }
  headers.set('Content-Type', `multipart/form-data; boundary="${boundary}"`)
  return { body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]), headers }
}

const part = async (name: string, field: Value, source: Source): Promise<{ head: string; content: Buffer }> => {
  const disposition = `Content-Disposition: form-data; name="${quoted(name)}"`
  if (!isDict(field)) return { head: disposition, content: Buffer.from(plain(field)) }
  const filename = field.get('filename')
  const given = field.get('content')
  if (typeof filename !== 'string' && given === undefined) {
    throw new ModuleFailure(
      'failed to parse body as form-multipart: at least one of filename or content must be provided',
    )
  }
  const content =
    given === undefined || given === null ? await fileOf(String(filename), source) : Buffer.from(plain(given))
  const named = typeof filename === 'string' ? `; filename="${quoted(posix.basename(filename))}"` : ''
  const type = String(field.get('mime_type') ?? 'application/octet-stream')
  return { head: `${disposition}${named}\r\nContent-Type: ${type}`, content }
}

const quoted = (text: string): string => text.replace(/["\r\n]/g, (one) => encodeURIComponent(one))

const fileOf = async (name: string, { options, context }: Source): Promise<Buffer> => {
  if (!options.remote_src) return context.controller.read(context.controller.find('files', name))
  const [answer] = await context.remote.exchange([{ script: sh`cat -- ${name}` }])
  if (answer?.status === 0) return answer.stdout
  throw new ModuleFailure(`could not read ${name}: ${answer?.stderr.toString().trim()}`)
}
