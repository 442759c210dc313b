// Sizes for people: bytes by thousands, as disks and networks count them.

import { type Language, languageTag } from './index.ts'

const units = ['B', 'kB', 'MB', 'GB'] as const

/** `512 B`, `1.2 kB`, `34 MB`. */
export function byteSize(bytes: number, language: Language): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, Math.abs(bytes))) / 3))
  const value = bytes / 1000 ** power
  const maximumFractionDigits = power > 0 && value < 10 ? 1 : 0
  return `${new Intl.NumberFormat(languageTag[language], { maximumFractionDigits }).format(value)} ${units[power]}`
}
