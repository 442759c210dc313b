// The specs of the packages at the forge: the version check compares the builds with them.

import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { distribution, mended, packageOrganisation, repositoryFolder } from '../scenario.ts'
import type { Play } from './play.ts'

const folder = join(repositoryFolder, 'demo', 'specs')

/** Every spec of the updates; the package to be mended has that of its broken build. */
export async function putSpecs(play: Play): Promise<void> {
  const names = (await readdir(join(folder, 'update'))).map(file => basename(file, '.spec'))
  await Promise.all(names.map(name => putSpec(play, name, name === mended ? 'broken' : 'update')))
}

export async function putSpec({ api, tokens }: Play, name: string, set: 'update' | 'broken'): Promise<void> {
  const content = await readFile(join(folder, set, `${name}.spec`), 'utf8')
  const file = { branch: distribution.branch, path: `${name}.spec`, content }
  await api.putFile(tokens.developer, `${packageOrganisation}/${name}`, file)
}
