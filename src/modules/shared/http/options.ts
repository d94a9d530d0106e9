/** The options that modules which speak HTTP share. */
import type { Secret } from '../../../values.ts'
import { bool, path, str } from '../../kit/option.ts'

export const httpOptions = {
  http_agent: str({ default: 'ansible-httpget', help: 'The User-Agent.' }),
  use_proxy: bool({ default: true, help: 'Use the proxy that the environment names.' }),
  validate_certs: bool({ default: true, help: 'Refuse servers whose certificate is not valid.' }),
  force_basic_auth: bool({ default: false, help: 'Send the password without being asked.' }),
  client_cert: path({ help: 'A client certificate, on the host.' }),
  client_key: path({ help: 'The key of the client certificate, on the host.' }),
  use_gssapi: bool({ default: false, help: 'Authenticate by GSSAPI; curl only.' }),
  use_netrc: bool({ default: true, help: "Take passwords from the user's .netrc." }),
}

/** What those options say, with what a request needs besides. */
export interface HttpOptions {
  readonly http_agent: string
  readonly use_proxy: boolean
  readonly validate_certs: boolean
  readonly force_basic_auth: boolean
  readonly client_cert: string | undefined
  readonly client_key: string | undefined
  readonly use_gssapi: boolean
  readonly use_netrc: boolean
  readonly url_username: string | undefined
  readonly url_password: Secret | undefined
  readonly ca_path?: string | undefined
  readonly unix_socket?: string | undefined
  readonly ciphers: readonly string[] | undefined
}
