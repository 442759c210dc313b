// Processes that a test starts many times run bundled: one of our modules and all that it imports are seven hundred files,
// and to open these takes longer than the case that is played.

import { mkdir, mkdtemp } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Asked for by libraries if they are there; they are not. */
const absent = [/^@opentelemetry\//, /^winston/, 'pg-native']

const made = new Map<string, Promise<string>>()

/** A folder with the modules (`test/plans/child.ts`) as `child.js` and so on, which share what they import; made once. */
export async function bundled(modules: readonly string[]): Promise<string> {
  const key = modules.join(' ')
  const folder = made.get(key) ?? bundle(modules)
  made.set(key, folder)
  return await folder
}

async function bundle(modules: readonly string[]): Promise<string> {
  const cache = join(root, '.cache')
  await mkdir(cache, { recursive: true })
  const outDir = await mkdtemp(join(cache, 'bundled-'))
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir,
      minify: false,
      emptyOutDir: false,
      rolldownOptions: {
        input: Object.fromEntries(modules.map(module => [basename(module, '.ts'), join(root, module)])),
        external: absent,
        output: {
          entryFileNames: '[name].js',
          // Else one entry would be imported by another, and be there twice if it is named with a query.
          codeSplitting: { groups: [{ name: 'shared', test: id => !modules.some(module => id.endsWith(module)) }] },
        },
      },
    },
  })
  return outDir
}
