// Where things are at GitHub: the segments of addresses, from names that people and other systems gave us.

import type { FilePlace } from '../../ports/index.ts'

const OWNER = /^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/
const NAME = /^[A-Za-z0-9._-]{1,100}$/

/** `repos`, owner and name; undefined when it is no repository's name. */
export function repositoryPath(repository: string): readonly string[] | undefined {
  const [owner = '', name = '', ...more] = repository.split('/')
  if (more.length > 0 || !OWNER.test(owner) || !NAME.test(name) || /^\.+$/.test(name)) return undefined
  return ['repos', owner, name]
}

/** The number of an issue, a pull request or a comment; undefined when it cannot be one. */
export function numberOf(id: string): string | undefined {
  return /^[1-9]\d{0,14}$/.test(id) ? id : undefined
}

/** The address of a file; undefined when it is no clean relative path. */
export function filePath({ repository, path }: FilePlace): readonly string[] | undefined {
  const root = repositoryPath(repository)
  const names = path.split('/')
  const isClean = names.every(name => name !== '' && name !== '.' && name !== '..' && !name.includes('\0'))
  return root && isClean ? [...root, 'contents', ...names] : undefined
}

/** `organisation` or `organisation/team`; undefined when it is neither. */
export function teamPath(team: string): readonly string[] | undefined {
  const [organisation = '', slug, ...more] = team.split('/')
  if (more.length > 0 || !OWNER.test(organisation)) return undefined
  if (slug === undefined) return ['orgs', organisation, 'members']
  return NAME.test(slug) && !/^\.+$/.test(slug) ? ['orgs', organisation, 'teams', slug, 'members'] : undefined
}
