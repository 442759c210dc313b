// The moves that every release of the story makes, in the order of the workflow: what people do, and what must come of it.

import type { ReleaseView } from '../../src/releases/view.ts'
import { advisoryDocument, advisoryIndex } from '../addresses.ts'
import { dateOf, distribution, type PlannedRelease, packageOrganisation } from '../scenario.ts'
import { dropCves, type ListedVulnerability } from '../workplace.ts'
import { command } from './follow.ts'
import { expect, type Play } from './play.ts'

export interface OpenedIssues {
  readonly listed: readonly ListedVulnerability[]
  /** Ids of the bugfix issues. */
  readonly bugfixes: readonly string[]
}

/** The issues that the packages have on the forge, and cve-manager's list of what is to be released. */
export async function openIssues(play: Play, release: PlannedRelease): Promise<OpenedIssues> {
  const listed: ListedVulnerability[] = []
  for (const vulnerability of release.vulnerabilities) {
    const repository = `${packageOrganisation}/${vulnerability.sourcePackage}`
    const issue = await play.api.openIssue(play.tokens.security, repository, {
      title: vulnerability.cve,
      body: cveIssueBody(vulnerability),
    })
    listed.push({ vulnerability, issue })
  }
  const bugfixes: string[] = []
  for (const bugfix of release.bugfixes) {
    const repository = `${packageOrganisation}/${bugfix.sourcePackage}`
    const { title, body } = bugfix
    bugfixes.push(await play.api.openIssue(play.tokens.developer, repository, { title, body }))
  }
  await dropCves(play.place, distribution.branch, listed)
  return { listed, bugfixes }
}

/** The body of a CVE issue as openEuler's tools write and read it. */
function cveIssueBody(vulnerability: PlannedRelease['vulnerabilities'][number]): string {
  const { cve, sourcePackage, version, cvss, description, published } = vulnerability
  return [
    '一、漏洞信息',
    `漏洞编号：${cve}`,
    `漏洞归属组件：${sourcePackage}`,
    `漏洞归属的版本：${version}`,
    `CVSS V${cvss.version}分值：`,
    `BaseScore：${cvss.score}`,
    `Vector：${cvss.vector}`,
    `漏洞简述：\n${description}`,
    `漏洞公开时间：${published}`,
    '\n二、漏洞分析结构反馈',
    `受影响版本排查(受影响/不受影响)：\n1.${distribution.branch}(${version}):受影响`,
    `修复是否涉及abi变化(是/否)：\n1.${distribution.branch}(${version}):${vulnerability.abiChanged ? '是' : '否'}`,
  ].join('\n')
}

/** Creates the release twice: the second time must give the first one. */
export async function createRelease(play: Play, release: PlannedRelease): Promise<ReleaseView> {
  const request = { branch: distribution.branch, date: dateOf(release, play.now, play.monday) }
  const created = await play.api.createRelease(play.tokens.versionManager, request)
  const again = await play.api.createRelease(play.tokens.versionManager, request)
  expect(created.id === `${request.branch}_update${request.date}`, `the release is named ${created.id}`)
  expect(again.id === created.id, `creating it again made ${again.id}`)
  return waitForIssue(play, created)
}

async function waitForIssue(play: Play, created: ReleaseView): Promise<ReleaseView> {
  for (const until = Date.now() + 120_000; Date.now() < until; ) {
    const view = await play.api.readRelease(created.id)
    if (view.issue) return view
    await new Promise(resolve => setTimeout(resolve, 200))
  }
  throw new Error(`${created.id} got no release issue within 120 s`)
}

/** `/start-update`: the CVE list becomes the scope, with a draft for each advisory to be. */
export async function startUpdate(play: Play, view: ReleaseView, opened: OpenedIssues): Promise<ReleaseView> {
  const scoped = await command(play, view, 'versionManager', '/start-update', {
    what: 'the scope to be collected',
    reached: now => now.stage === 'scoping',
  })
  for (const { vulnerability, issue } of opened.listed) {
    const row = scoped.items.find(item => item.cve === vulnerability.cve)
    expect(row !== undefined, `${vulnerability.cve} of the CVE list is not in the scope`)
    expect(
      row.issue === issue && row.score === vulnerability.cvss.score,
      `${vulnerability.cve} stands in the scope as ${JSON.stringify(row)}`,
    )
  }
  expect(
    scoped.counts.cve === opened.listed.length,
    `${scoped.counts.cve} CVEs in the scope instead of ${opened.listed.length}`,
  )
  expect(
    scoped.advisories.length > 0 && scoped.advisories.every(a => a.id === null),
    'there should be drafts without a number',
  )
  return scoped
}

export async function addBugfixes(play: Play, view: ReleaseView, opened: OpenedIssues): Promise<ReleaseView> {
  const ids = opened.bugfixes.map(id => `#${id}`).join(' ')
  return command(play, view, 'developer', `/add bugfix ${ids}`, {
    what: `${ids} in the scope`,
    reached: now => opened.bugfixes.every(id => now.items.some(item => item.kind === 'bugfix' && item.issue === id)),
  })
}

export async function signCves(play: Play, view: ReleaseView): Promise<ReleaseView> {
  return command(play, view, 'security', '/cve-ok', {
    what: 'the CVE list to be signed',
    reached: now => now.gates.some(gate => gate.name === 'cve' && gate.signOffs.length > 0),
  })
}

/** `/bugfix-ok`: all checks run, the test repository is made, the testers are told. */
export async function signBugfixes(play: Play, view: ReleaseView): Promise<ReleaseView> {
  return command(play, view, 'developer', '/bugfix-ok', {
    what: 'the release in the hands of the testers',
    reached: now => now.stage === 'testing',
  })
}

export async function signTests(play: Play, view: ReleaseView): Promise<ReleaseView> {
  return command(play, view, 'tester', '/test-ok', { what: 'the review', reached: now => now.stage === 'reviewing' })
}

/** `/check-ok`: the packages are published, without their advisories. */
export async function publish(play: Play, view: ReleaseView): Promise<ReleaseView> {
  return command(play, view, 'releaser', '/check-ok', {
    what: 'the packages to be published',
    reached: now => now.stage === 'announcing',
  })
}

/** `/cvrf-ok`: the advisories get their numbers and are published. Returns the numbers too. */
export async function announce(play: Play, view: ReleaseView): Promise<{ view: ReleaseView; ids: readonly string[] }> {
  const released = await command(play, view, 'security', '/cvrf-ok', {
    what: 'the advisories to be published',
    reached: now => now.stage === 'released',
  })
  const ids = released.advisories.flatMap(a => (a.state === 'published' && a.id ? [a.id] : []))
  expect(ids.length > 0, 'no advisory was published')
  const index = await play.http.text(advisoryIndex)
  for (const id of ids) {
    const advisory = released.advisories.find(a => a.id === id)
    const document = await play.http.text(advisoryDocument(id))
    for (const cve of advisory?.cves ?? []) expect(document.includes(cve), `the document of ${id} does not name ${cve}`)
    expect(index.includes(`cvrf-${id}.xml`), `${advisoryIndex} does not list ${id}`)
  }
  return { view: released, ids }
}
