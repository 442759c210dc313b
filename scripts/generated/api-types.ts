// Makes the types of the pages from docs/generated/openapi.json: web/ may import nothing of src/.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'

const document = join(import.meta.dirname, '..', '..', 'docs', 'generated', 'openapi.json')
const opening = '// Made from docs/generated/openapi.json by scripts/api-types.ts. Not to be changed by hand.\n\n'

export async function apiTypes(): Promise<string> {
  const described = JSON.parse(await readFile(document, 'utf8')) as OpenAPI3
  return opening + astToString(await openapiTS(described, { immutable: true, alphabetize: false }))
}
