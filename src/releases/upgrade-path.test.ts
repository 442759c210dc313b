import { describe, expect, test } from 'vitest'
import { formatNevra, type Nevra } from '../rpm/nevra.ts'
import { packagesByName } from '../rpm/same-package.ts'
import type { PlanRun } from './model.ts'
import {
  againstUsers,
  alongPaths,
  hasToldLower,
  type Offer,
  pathWarnings,
  told,
  type UpgradePaths,
} from './upgrade-path.ts'
import { keyOf, markWaived } from './waiver.ts'

/** `name evr [arch] [bytes]`, from a place. */
function offer(written: string, from = 'everything'): Offer {
  const [name = '', evr = '', arch = 'x86_64', bytes = 'same'] = written.split(' ')
  const [, epoch = '0', version = '', release = ''] = /^(?:(\d+):)?([^-]+)-(.+)$/.exec(evr) ?? []
  const nevra: Nevra = { name, epoch: Number(epoch), version, release, arch }
  return { nevra, from, sha256: bytes === '?' ? undefined : `${formatNevra(nevra)} ${bytes}` }
}

const offers = (written: readonly string[], from?: string) => packagesByName(written.map(w => offer(w, from)))

describe('within a branch', () => {
  const codes = (update: readonly string[], users: readonly string[]) =>
    againstUsers(
      update.map(w => offer(w, 'pier')),
      offers(users),
    ).map(f => `${f.code} ${f.subject}${f.blocking ? '' : ' warns'}`)

  test.each([
    ['higher', 'pier 1.1-1', 'pier 1.0-1', []],
    ['new', 'pier 1.1-1', 'boat 9-1', []],
    ['the very same again', 'pier 1.0-1', 'pier 1.0-1', []],
    ['lower', 'pier 0.9-1', 'pier 1.0-1', ['lower-version pier-0.9-1.x86_64']],
    ['lower by its release', 'pier 1.0-1.oe2403', 'pier 1.0-1.oe2403sp1', ['lower-version pier-1.0-1.oe2403.x86_64']],
    ['higher but for the epoch', 'pier 2.0-1', 'pier 1:1.0-1', ['lower-version pier-2.0-1.x86_64']],
    ['a candidate of what is out', 'pier 1.0~rc1-1', 'pier 1.0-1', ['lower-version pier-1.0~rc1-1.x86_64']],
    ['a snapshot after it', 'pier 1.0^git1-1', 'pier 1.0-1', []],
    ['lower, and noarch now', 'pier 0.9-1 noarch', 'pier 1.0-1', ['lower-version pier-0.9-1.noarch']],
    ['lower, and noarch before', 'pier 0.9-1', 'pier 1.0-1 noarch', ['lower-version pier-0.9-1.x86_64']],
    ['lower than another architecture’s', 'pier 0.9-1', 'pier 1.0-1 i686', []],
    ['another build of one version', 'pier 1.0-1', 'pier 1.0-1 x86_64 other', ['different-content pier-1.0-1.x86_64']],
    ['one version whose sum is not known', 'pier 1.0-1', 'pier 1.0-1 x86_64 ?', []],
    ['a lower source package', 'pier 0.9-1 src', 'pier 1.0-1 src', ['lower-version pier-0.9-1.src']],
  ])('%s', (_name, update, users, found) => {
    expect(codes([update], [users])).toEqual(found)
  })

  test('the newest that users have counts, and both versions and the place are told', () => {
    const users = packagesByName([
      offer('pier 1.0-1'),
      offer('pier 1.2-1', 'Toy-1.0_update20261109'),
      offer('pier 1.1-1'),
    ])
    expect(againstUsers([offer('pier 1.1-2')], users).map(f => f.message)).toEqual([
      {
        zh: 'pier-1.1-2.x86_64 低于用户已有的 pier-1.2-1.x86_64（来自 Toy-1.0_update20261109），已安装的系统不会更新到它',
        en: 'pier-1.1-2.x86_64 is lower than pier-1.2-1.x86_64, which users have from Toy-1.0_update20261109: no installed system would update to it',
      },
    ])
  })

  test('a lower version was told for what users had then, not for what came since', () => {
    const [found] = againstUsers([offer('pier 1.0-1')], offers(['pier 1.2-1']))
    const isTold = (to: string, from: string) =>
      found !== undefined && hasToldLower(found, { from: offer(from).nevra, to: offer(to).nevra })
    expect(isTold('pier 1.0-1', 'pier 1.2-1')).toBe(true)
    expect(isTold('pier 1.0-1', 'pier 1.1-1')).toBe(true)
    expect(isTold('pier 1.0-1', 'pier 1.3-1')).toBe(false)
    expect(isTold('pier 1.0-2', 'pier 1.2-1')).toBe(false)
  })

  test('§3b 44: one version that two source packages have built in different bytes', () => {
    const [found] = againstUsers([offer('docs 1-1 noarch', 'boat'), offer('docs 1-1 noarch other', 'pier')], new Map())
    expect(found).toMatchObject({ code: 'same-package-twice', subject: 'docs-1-1.noarch', blocking: true })
    expect(found?.message.en).toContain('(from boat, pier)')
    expect(againstUsers([offer('docs 1-1 noarch', 'boat'), offer('docs 1-1 noarch', 'pier')], new Map())).toEqual([])
  })
})

describe('from service pack to service pack', () => {
  const none = { users: packagesByName<Offer>([]), later: [], earlier: [], blocks: true }
  const say = (paths: Partial<UpgradePaths>, update = 'pier 2-1.oe2403') =>
    alongPaths({ ...none, ...paths, update: [offer(update, 'pier')] }).map(f => [f.subject, f.blocking])
  const sp1 = (there: readonly string[], planned: readonly string[] = []) => [
    { branch: 'SP1', offers: offers(there), planned: offers(planned, 'SP1_update20261123') },
  ]
  const held = [['pier-2-1.oe2403.x86_64 (SP1)', true]]
  const warned = [['pier-2-1.oe2403.x86_64 (SP1)', false]]

  test('what the later branch offers must not be lower; distribution tags count', () => {
    expect(say({ later: sp1(['pier 1-1.oe2403sp1']) })).toEqual(held)
    expect(say({ later: sp1(['pier 2-1.oe2403sp1']) })).toEqual([])
    expect(say({ later: sp1(['pier 2-1.oe2403sp1', 'pier 1-1.oe2403sp1']) })).toEqual([])
    expect(say({ later: sp1(['pier 1-1']) }, 'pier 1:0-1')).toEqual([['pier-1:0-1.x86_64 (SP1)', true]])
    expect(say({ later: sp1(['boat 1-1']) })).toEqual([])
    expect(say({ later: [...sp1(['pier 1-1']), { ...sp1(['pier 1-1'])[0], branch: 'SP2' } as never] })).toHaveLength(2)
  })

  test('what is on its way there, what was so before, and a branch that only warns do not hold the update', () => {
    expect(say({ later: sp1(['pier 1-1'], ['pier 2-1.oe2403sp1']) })).toEqual(warned)
    expect(say({ later: sp1(['pier 1-1'], ['pier 1-2']) })).toEqual(held)
    expect(say({ later: sp1(['pier 1-1']), users: offers(['pier 2-1.oe2403']) })).toEqual(warned)
    expect(say({ later: sp1(['pier 1-1']), blocks: false })).toEqual(warned)
    const update = [offer('pier 2-1')]
    const [found] = alongPaths({ ...none, update, later: sp1(['pier 1-1'], ['pier 3-1']) })
    expect(found?.message.en).toContain('pier-3-1.x86_64 is on its way in SP1_update20261123')
  })

  test('an update of the later branch must not be lower than what users of the earlier one have', () => {
    const lts = (...there: string[]) => [{ branch: 'LTS', offers: offers(there) }]
    expect(say({ earlier: lts('pier 3-1') })).toEqual([['pier-2-1.oe2403.x86_64 (LTS)', true]])
    expect(say({ earlier: lts('pier 2-1') })).toEqual([])
    expect(say({ earlier: lts('boat 3-1') })).toEqual([])
    expect(say({ earlier: lts('pier 3-1'), blocks: false })).toEqual([['pier-2-1.oe2403.x86_64 (LTS)', false]])
    // Users get what this branch has already.
    expect(say({ earlier: lts('pier 3-1'), users: offers(['pier 3-1.oe2403sp1']) })).toEqual([])
  })

  test('a noarch package is told once for all architectures', () => {
    const found = alongPaths({ ...none, update: [offer('pier 2-1 noarch')], later: sp1(['pier 1-1 noarch']) })
    expect(told([...found, ...found])).toEqual(found)
    // On its way for one architecture, it holds the release for the other all the same.
    const warned = found.map(f => ({ ...f, blocking: false }))
    expect(told([...found, ...warned])).toEqual(found)
    expect(told([...warned, ...found])).toEqual(found)
  })

  test('what warns is told apart from what holds the release, waived or not', () => {
    const [holds] = alongPaths({ ...none, update: [offer('pier 2-1')], later: sp1(['pier 1-1']) })
    const [warns] = alongPaths({ ...none, update: [offer('boat 2-1')], later: sp1(['boat 1-1']), blocks: false })
    if (!holds || !warns) throw new Error('nothing found')
    const waiver = { ...keyOf(holds), owner: 'mary', until: '20261201', because: 'known' }
    const findings = [...markWaived([holds], [waiver]), holds, warns]
    expect(findings.map(f => f.blocking)).toEqual([false, true, false])
    const run: Partial<PlanRun> = { plan: 'self-check', revision: 1, findings }
    expect(pathWarnings({ runs: [run as PlanRun], revision: 1 })).toEqual([warns.message])
  })
})
