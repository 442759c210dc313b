// Writes docs/generated/openapi.json: `tsx scripts/openapi.ts`.

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openApiDocument } from './generated/openapi.ts'

const folder = join(import.meta.dirname, '..', 'docs', 'generated')
await mkdir(folder, { recursive: true })
await writeFile(join(folder, 'openapi.json'), await openApiDocument())
