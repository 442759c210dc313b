// Which architectures' packages a machine can use, best first: the order decides what is left out as foreign.

const COMPATIBLE: Readonly<Record<string, readonly string[]>> = {
  x86_64: ['x86_64', 'i686', 'i586', 'i486', 'i386'],
  i686: ['i686', 'i586', 'i486', 'i386'],
  s390x: ['s390x', 's390'],
  ppc64: ['ppc64', 'ppc'],
  armv7hl: ['armv7hl', 'armv6hl'],
}

/** Fits every machine and is nobody's rival. */
export const NOARCH = 1

/** 0: not for this machine. NOARCH. 2 and on: the machine's own, then lesser ones. */
export function rankOf(machine: string, arch: string): number {
  if (arch === 'noarch') return NOARCH
  const at = (COMPATIBLE[machine] ?? [machine]).indexOf(arch)
  return at < 0 ? 0 : at + 2
}
