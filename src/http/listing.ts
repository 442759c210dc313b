// The contents of a folder as a plain page. Names are data: they are escaped, and encoded in addresses. Pure.

import type { Language } from '../lib/text.ts'
import { escapeAttribute, escapeText } from '../lib/xml.ts'
import { texts } from './texts.ts'

export interface Listed {
  readonly name: string
  readonly isFolder: boolean
  readonly sizeBytes?: number
  readonly changedAt?: Date
}

/** `path` is the folder's address with slashes around, shown decoded. */
export function folderPage(path: string, entries: readonly Listed[], language: Language): string {
  const sorted = [...entries].sort((a, b) => Number(b.isFolder) - Number(a.isFolder) || (a.name < b.name ? -1 : 1))
  const title = escapeText(texts.folder(path)[language])
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
:root { color-scheme: light dark; font: 15px/1.6 system-ui, sans-serif }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
h1 { font-size: 1.2rem; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100% }
td { padding: 0.15rem 1rem 0.15rem 0; overflow-wrap: anywhere }
td + td { color: gray; text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
</style>
</head>
<body>
<h1>${title}</h1>
<table>
<tr><td><a href="../">../</a></td><td></td><td></td></tr>
${sorted.map(row).join('\n')}
</table>
</body>
</html>
`
}

function row({ name, isFolder, sizeBytes, changedAt }: Listed): string {
  const slash = isFolder ? '/' : ''
  const address = escapeAttribute(`./${encodeURIComponent(name)}${slash}`)
  const changed = changedAt ? changedAt.toISOString().slice(0, 16).replace('T', ' ') : ''
  const size = sizeBytes === undefined ? '' : sizeBytes.toLocaleString('en')
  return `<tr><td><a href="${address}">${escapeText(name)}${slash}</a></td><td>${size}</td><td>${changed}</td></tr>`
}
