// What an issue of the forge says about a row: the CVE's values from the community's template (research: the blocks
// 漏洞归属的版本, openEuler评分, BaseScore, 修复是否涉及abi变化), the issue upstream. Pure.

import { rowName, shortName } from './issue-names.ts'
import type { Item } from './model.ts'

/** An issue as far as a row is made of it. */
export interface ReadIssue {
  readonly id: string
  /** `owner/name`. */
  readonly repository: string
  readonly title: string
  readonly body: string
  readonly state: string
  readonly type: string | null
  readonly url: string
  readonly createdAt: Date
}

/** The row an issue makes on a branch: of kind cve when it names a CVE, else a bugfix. */
export function itemOfIssue(issue: ReadIssue, branch: string): Item {
  const cve = cveOf(issue)
  const own = cve === null ? { score: null, version: null, abiChanged: null } : cveValues(issue.body, branch)
  return {
    kind: cve === null ? 'bugfix' : 'cve',
    issue: rowName(issue.id, issue.repository),
    repository: shortName(issue.repository),
    title: issue.title,
    url: issue.url,
    status: issue.state,
    cve,
    ...own,
    upstream: upstreamOf(issue.body),
    issueType: issue.type,
    openedAt: issue.createdAt.toISOString(),
  }
}

/** The first CVE number in a text. */
export function cveIn(text: string): string | null {
  return /CVE-\d{4}-\d{4,}/i.exec(text)?.[0].toUpperCase() ?? null
}

/** Whether a forge's word for the kind of an issue means a vulnerability. */
export function isCveType(type: string): boolean {
  return /cve|安全/i.test(type)
}

/** The CVE in the title, else the one the template names. */
function cveOf({ title, body }: ReadIssue): string | null {
  return cveIn(title) ?? cveIn(after(body, '漏洞编号')[0] ?? '')
}

function cveValues(body: string, branch: string): Pick<Item, 'score' | 'version' | 'abiChanged'> {
  return {
    score: scoreAfter(body, 'openEuler评分') ?? scoreAfter(body, 'BaseScore'),
    version: after(body, '漏洞归属的版本')[0] || null,
    abiChanged: abiChange(body, branch),
  }
}

/** A score stands on the line of its heading or on the next; anything else there means that there is none. */
function scoreAfter(body: string, heading: string): number | null {
  const [own = '', next = ''] = after(body, heading)
  const number = /^(\d{1,2}(?:\.\d+)?)(?![\d.])/.exec(own === '' ? next : own)?.[1]
  const score = number === undefined ? Number.NaN : Number(number)
  return score >= 0 && score <= 10 && !isListed(own === '' ? next : own) ? score : null
}

/** `1.openEuler-20.03-LTS:受影响` is a line of a list, not a number. */
function isListed(line: string): boolean {
  return /^\d+\.\s*\D/.test(line)
}

/** `3.openEuler-22.03-LTS:是` below the heading: the line of this branch, not of one whose name begins alike. */
function abiChange(body: string, branch: string): boolean | null {
  for (const line of after(body, '修复是否涉及abi变化').slice(1)) {
    if (/^[一二三四五]、/.test(line)) return null
    const [, name, said] = /^(?:\d+[.、]\s*)?([\w.-]+)\s*[:：]\s*(\S*)/.exec(line) ?? []
    if (name?.toLowerCase() !== branch.toLowerCase()) continue
    return said?.startsWith('是') ? true : said?.startsWith('否') ? false : null
  }
  return null
}

/** The rest of a heading's line and the lines behind it, trimmed, without empty ones; nothing without the heading. */
function after(body: string, heading: string): string[] {
  const lines = body.split(/\r?\n/).map(line => line.trim())
  const at = lines.findIndex(line => line.toLowerCase().includes(heading.toLowerCase()))
  const own = lines[at]
  if (own === undefined) return []
  const rest = own.slice(own.toLowerCase().indexOf(heading.toLowerCase()) + heading.length)
  const said = rest.replace(/^[^:：]*[:：]/, '').trim()
  return [said, ...lines.slice(at + 1).filter(line => line !== '')]
}

const ADDRESS = /https?:\/\/[^\s<>"'()（）\]，。；、]+/

/** The address told under 上游 or upstream, else the one the CVE's template refers to. */
function upstreamOf(body: string): string | null {
  const lines = body.split(/\r?\n/)
  for (const heading of [/上游|upstream/i, /漏洞详情参考链接/]) {
    for (const [i, line] of lines.entries()) {
      const at = heading.exec(line)?.index
      if (at === undefined) continue
      // The address may stand on one of the next lines, as long as no other heading comes first.
      const below = lines.slice(i + 1, i + 4).filter(l => l.trim() !== '')
      const found = ADDRESS.exec(line.slice(at)) ?? ADDRESS.exec(below[0]?.trim().startsWith('http') ? below[0] : '')
      if (found) return found[0].slice(0, 500)
    }
  }
  return null
}
