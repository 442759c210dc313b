// Users' machines in the story: what they install, which advisories they see, and what they have afterwards.

import { join } from 'node:path'
import { formatNevra, type Nevra } from '../../src/rpm/nevra.ts'
import { updateRepository } from '../addresses.ts'
import { baseRepository } from '../build.ts'
import { type Client, createClient } from '../client.ts'
import { type Arch, distribution, type Evidence, type Family } from '../scenario.ts'
import { expect, type Play } from './play.ts'

const families = Object.keys(distribution.projects) as Family[]

/** What every user installs: a package of each update, with sub-packages and what they require. */
export const usersPackages: readonly string[] = [
  'harbor',
  'harbor-doc',
  'beacon',
  'signal-lamp',
  'logbook',
  'sextant',
  'chartroom',
  'tidecalc',
]

export function newUser(play: Play, name: string, arch: Arch): Client {
  return createClient({
    folder: join(play.place.data, 'clients', name),
    arch,
    base: families.map(family => ({
      id: family === 'standard' ? 'base' : `base-${family}`,
      url: `file://${join(play.place.data, baseRepository(family, arch))}`,
    })),
    updates: families.map(family => ({
      id: family === 'standard' ? 'update' : `update-${family}`,
      url: `${play.http.origin}${updateRepository(family, arch)}`,
    })),
    wasAway: play.http.wasAway,
  })
}

/** Compares what is installed with base, brought up to date for the given source packages. */
export async function expectInstalled(play: Play, user: Client, updated: readonly string[]): Promise<readonly Nevra[]> {
  const installed = await user.installed()
  const wanted = new Map(
    (['base', 'update'] as const).flatMap(set =>
      play.built.entries
        .filter(e => e.set === set && e.builtFor === user.arch && (set === 'base' || updated.includes(e.sourcePackage)))
        .map(e => [e.nevra.name, formatNevra(e.nevra)] as const),
    ),
  )
  const wrong = installed.filter(p => formatNevra(p) !== wanted.get(p.name))
  expect(
    wrong.length === 0,
    `${user.arch}: installed are ${wrong.map(formatNevra).join(', ')} instead of ${wrong.map(p => wanted.get(p.name) ?? 'nothing').join(', ')}`,
  )
  const names = new Set(installed.map(p => p.name))
  const missing = usersPackages.filter(name => !names.has(name))
  expect(missing.length === 0, `${user.arch}: not installed any more: ${missing.join(', ')}`)
  return installed
}

/** The advisories dnf offers, each once. */
export async function offered(user: Client): Promise<readonly string[]> {
  return [...new Set((await user.advisories()).map(advisory => advisory.id))].sort()
}

/** Reads the files in which the weakness can be seen. */
export async function expectEvidence(
  user: Client,
  evidence: readonly Evidence[],
  state: 'vulnerable' | 'fixed',
): Promise<void> {
  for (const { path } of evidence) {
    const content = await user.fileText(path)
    expect(content.includes(`"${state}:`), `${user.arch}: /${path} is not ${state}: ${content.trim()}`)
  }
}
