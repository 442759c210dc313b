// Writes web/src/api/generated/schema.ts: `tsx scripts/api-types.ts`, after scripts/openapi.ts.

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { apiTypes } from './generated/api-types.ts'

const folder = join(import.meta.dirname, '..', 'web', 'src', 'api', 'generated')
await mkdir(folder, { recursive: true })
await writeFile(join(folder, 'schema.ts'), await apiTypes())
