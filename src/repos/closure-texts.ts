// What is said of packages that cannot be installed.

import { type Text, text } from '../lib/text.ts'

// A type alias, not an interface: it is stored as JSON.

/** One demand that cannot be met together with the others of its step. */
export type ClosureReason =
  /** Nobody provides it. `others`: what there is under that name, in versions that will not do. */
  | { readonly kind: 'missing'; readonly package: string; readonly dependency: string; readonly others: string[] }
  | {
      readonly kind: 'not-understood'
      readonly package: string
      readonly dependency: string
      readonly others: string[]
    }
  | { readonly kind: 'needs'; readonly package: string; readonly dependency: string; readonly others: string[] }
  | { readonly kind: 'conflicts'; readonly package: string; readonly dependency: string; readonly others: string[] }
  | { readonly kind: 'obsoletes'; readonly package: string; readonly dependency: string; readonly others: string[] }
  | { readonly kind: 'same-name'; readonly package: string; readonly others: string[] }
  | { readonly kind: 'foreign'; readonly package: string }
  /** Explained by a step of its own. */
  | { readonly kind: 'uninstallable'; readonly package: string }

/** So many names are read; the rest is counted. */
const MOST_NAMES = 4

export function sayReason(reason: ClosureReason): Text {
  const { package: who } = reason
  switch (reason.kind) {
    case 'missing':
      return reason.others.length > 0
        ? text(
            `${who} 需要 ${reason.dependency}，但只有 ${namesZh(reason.others)}`,
            `${who} needs ${reason.dependency}, but there is only ${namesEn(reason.others)}`,
          )
        : text(
            `${who} 需要 ${reason.dependency}，没有软件包提供`,
            `${who} needs ${reason.dependency}, which nothing provides`,
          )
    case 'not-understood':
      return text(
        `${who} 的依赖 ${reason.dependency} 无法理解`,
        `${who} has a requirement that is not understood: ${reason.dependency}`,
      )
    case 'needs':
      return text(
        `${who} 需要 ${reason.dependency}，由 ${namesZh(reason.others)} 提供`,
        `${who} needs ${reason.dependency}, provided by ${namesEn(reason.others)}`,
      )
    case 'conflicts':
      return text(
        `${who} 与 ${reason.dependency} 冲突（${namesZh(reason.others)}）`,
        `${who} conflicts with ${reason.dependency} (${namesEn(reason.others)})`,
      )
    case 'obsoletes':
      return text(
        `${who} 取代 ${reason.dependency}（${namesZh(reason.others)}）`,
        `${who} obsoletes ${reason.dependency} (${namesEn(reason.others)})`,
      )
    case 'same-name':
      return text(
        `${who} 与 ${namesZh(reason.others)} 同名，只能安装其中一个`,
        `${who} and ${namesEn(reason.others)} have one name: only one of them can be installed`,
      )
    case 'foreign':
      return text(
        `${who} 属于次要架构，而本架构有同名软件包`,
        `${who} is of a lesser architecture, and the machine's own has a package of that name`,
      )
    case 'uninstallable':
      return text(`${who} 不可安装`, `${who} cannot be installed`)
  }
}

function namesZh(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES
  return `${names.slice(0, MOST_NAMES).join('、')}${rest > 0 ? ` 等 ${names.length} 个` : ''}`
}

function namesEn(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES
  return `${names.slice(0, MOST_NAMES).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
