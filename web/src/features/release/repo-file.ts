// A `.repo` file for dnf from the addresses of a release's repositories.

export interface RepoAddress {
  readonly family: string
  readonly arch: string
  readonly url: string
}

interface RepoFile {
  /** Prefix of the repository ids, e.g. `update_20261118-test`. */
  readonly name: string
  readonly addresses: readonly RepoAddress[]
  /** Where relative addresses start, e.g. `https://host`. */
  readonly origin: string
}

/** dnf fills in the machine's own architecture where the addresses differ in nothing else. Sources are off unless wanted. */
export function repoFile({ name, addresses, origin }: RepoFile): string {
  const sections = new Map<string, string>()
  for (const address of addresses) {
    const isSource = address.arch === 'source' || address.arch === 'src'
    const id = [name, address.family, isSource ? 'source' : '']
      .filter(Boolean)
      .join('-')
      .replace(/[^\w.:-]+/g, '-')
    const url = absolute(address.url, origin)
    const baseurl = isSource ? url : url.replace(new RegExp(`/${escaped(address.arch)}/?$`), '/$basearch/')
    const key = sections.get(id)?.includes(`baseurl=${baseurl}\n`) === false ? `${id}-${address.arch}` : id
    sections.set(key, section(key, baseurl, !isSource))
  }
  return [...sections.values()].join('\n')
}

function section(id: string, baseurl: string, isEnabled: boolean): string {
  return `[${id}]\nname=${id}\nbaseurl=${baseurl}\nenabled=${isEnabled ? 1 : 0}\ngpgcheck=0\n`
}

export function absolute(url: string, origin: string): string {
  return url.startsWith('/') ? origin + url : url
}

function escaped(text: string): string {
  return text.replace(/[^\w]/g, '\\$&')
}
