// Makes the types of the pages from docs/generated/openapi.json: web/ may import nothing of src/.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'

const document = join(import.meta.dirname, '..', '..', 'docs', 'generated', 'openapi.json')
const opening = '// Made from docs/generated/openapi.json by `npm run generate`. Not to be changed by hand.\n\n'

/** The shapes alone: the pages name them, and know the addresses from web/src/paths.ts. */
export async function apiTypes(): Promise<string> {
  const described = JSON.parse(await readFile(document, 'utf8')) as OpenAPI3
  const whole = astToString(await openapiTS(described, { immutable: true }))
  const shapes = /^export interface components \{\n[\s\S]*?^\}\n/m.exec(whole)
  if (!shapes) throw new Error('openapi-typescript wrote no components')
  return opening + shapes[0]
}
