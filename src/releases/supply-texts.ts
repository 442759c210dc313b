// What is said of packages that come along because the dependency check needs them.

import { type Text, text } from '../lib/text.ts'

/** A source package as the build service has it. */
export interface Supplied {
  readonly sourcePackage: string
  readonly project: string
  readonly version: string
}

export const supplyTexts = {
  /** An architecture, and the family where a branch has more than one; in Chinese what follows is written on. */
  on: (arch: string, family?: string): Text =>
    family ? text(`${arch}（${family}）`, `${arch} (${family})`) : text(`${arch} `, arch),

  /** A finding, and what would mend it. */
  withRemedy: (finding: Text, remedy: Text): Text => text(`${finding.zh}。${remedy.zh}`, `${finding.en}. ${remedy.en}`),
  wouldMend: (packages: readonly Supplied[]): Text =>
    text(
      `补充${from(packages).zh} 即可解决：${command(packages)}`,
      `${from(packages).en} would mend it: ${command(packages)}`,
    ),
  wouldMendButHeld: (packages: readonly Supplied[]): Text =>
    text(
      `补充${from(packages).zh} 即可解决，但有人已将其移出本版本或尚未接纳，不会自动补充：${command(packages)}，已在清单中的用 /release 或 /accept`,
      `${from(packages).en} would mend it, but a person has taken it out of this release or not accepted it yet, so it does not come along by itself: ${command(packages)}, or /release or /accept where its row is there`,
    ),
  nothingMends: (): Text => text('构建服务中没有能解决它的软件包', 'No package of the build service would mend it'),
  notFound: (): Text =>
    text(
      '在限定的尝试次数内，没有找到能解决它的软件包',
      'No package that would mend it was found within the bound of the search',
    ),

  /** Why a row came into the scope: who needs it. */
  reason: (why: Text): Text => text(`依赖检查补充：${why.zh}`, `Supplied by the dependency check: ${why.en}`),
  entered: (packages: readonly Supplied[], why: Text): Text =>
    text(
      `已将${from(packages).zh} 补充进 requires：${why.zh}`,
      `${from(packages).en} was entered in requires: ${why.en}`,
    ),
  /** Of a row that is there already. */
  because: (sourcePackage: string, reason: string): Text =>
    text(`${sourcePackage}：${reason}`, `${sourcePackage}: ${reason}`),
  takenOut: (names: readonly string[]): Text =>
    text(
      `自验回退，已将自动补充的 ${names.join('、')} 从 requires 移除`,
      `With the self-check, what it had entered was taken out of requires: ${names.join(', ')}`,
    ),
  cameAlong: (names: readonly string[]): Text =>
    text(
      `依赖检查自动补充进 requires：${names.join('、')}（不需要时 /delete requires 名称）`,
      `Entered in requires by the dependency check: ${names.join(', ')} (/delete requires NAME if it shall not come along)`,
    ),
}

/** The packages by the project they are built in. */
function from(packages: readonly Supplied[]): Text {
  const projects = [...new Set(packages.map(p => p.project))].map(project => ({
    project,
    names: packages.filter(p => p.project === project).map(p => `${p.sourcePackage} ${p.version}`),
  }))
  return text(
    projects.map(({ project, names }) => `构建工程 ${project} 中的 ${names.join('、')}`).join('和'),
    projects.map(({ project, names }) => `${names.join(', ')} from build project ${project}`).join(' and '),
  )
}

function command(packages: readonly Supplied[]): string {
  return `/add requires ${packages.map(p => p.sourcePackage).join(' ')}`
}
