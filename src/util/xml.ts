/** An element of an XML document: its name, its attributes, and text or elements inside. */
export interface XmlElement {
  readonly name: string
  readonly attributes?: Readonly<Record<string, string | number | undefined>>
  readonly children?: readonly XmlElement[] | string
}

/** The document, an element a line, indented by tabs. */
export const xmlDocument = (root: XmlElement): string => `<?xml version="1.0" ?>\n${elementText(root, '')}`

const elementText = ({ name, attributes = {}, children = [] }: XmlElement, indent: string): string => {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined)
  const start = `${indent}<${name}${given.map(([key, value]) => ` ${key}="${attributeText(String(value))}"`).join('')}`
  if (children.length === 0) return `${start}/>\n`
  if (typeof children === 'string') return `${start}>${escapeText(children)}</${name}>\n`
  return `${start}>\n${children.map((child) => elementText(child, `${indent}\t`)).join('')}${indent}</${name}>\n`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

// What XML 1.0 can't hold even as an entity.
const FORBIDDEN = /[\u0000-\u0008\v\f\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu

const escapeText = (text: string): string =>
  text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"]/g, (character) => ENTITIES[character]!)

const attributeText = (text: string): string =>
  escapeText(text).replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
