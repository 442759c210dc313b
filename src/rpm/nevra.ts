// Package identity: name, epoch, version, release, architecture (NEVRA).

// A type alias, not an interface: it is stored as JSON.
export type Nevra = {
  readonly name: string
  readonly epoch: number
  readonly version: string
  readonly release: string
  readonly arch: string
}

/** `name-epoch:version-release.arch`, the epoch left out when 0: how dnf and people write it. */
export function formatNevra(p: Nevra): string {
  return `${p.name}-${formatEvr(p)}.${p.arch}`
}

/** `epoch:version-release`, the epoch left out when 0. */
export function formatEvr(p: Pick<Nevra, 'epoch' | 'version' | 'release'>): string {
  return `${p.epoch ? `${p.epoch}:` : ''}${p.version}-${p.release}`
}

/** A written NEVRA as it is without its epoch. */
export function withoutEpoch(nevra: string): string {
  return nevra.replace(/-\d+:(?=[^-]+-[^-]+$)/, '-')
}

/** Also one whose sources may not be passed on: `nosrc`. */
export function isSourceRpm({ arch }: Pick<Nevra, 'arch'>): boolean {
  return arch === 'src' || arch === 'nosrc'
}

/** The file name rpmbuild gives: epoch never stands in it. */
export function rpmFileName(p: Nevra): string {
  return `${p.name}-${p.version}-${p.release}.${p.arch}.rpm`
}
