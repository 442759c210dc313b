// Publishes advisories and withdraws them: numbers, documents in the object store, rows. Each can be done twice.

import type { Db } from '../db/index.ts'
import { type Clock, civilDate } from '../lib/clock.ts'
import { RefusedError, refuse } from '../lib/errors.ts'
import { compareCodeUnits } from '../lib/natural-order.ts'
import { lines } from '../lib/text.ts'
import type { ObjectStore } from '../ports/index.ts'
import { documentKey, documentsOf } from './documents.ts'
import type { AdvisoryDraft } from './draft.ts'
import { advisoryId, numberOf } from './ids.ts'
import type { Advisory } from './model.ts'
import { putVerified, rewriteLists } from './publication.ts'
import { issueAdvisory, withdrawAdvisory } from './revise.ts'
import * as store from './store.ts'
import { texts } from './texts.ts'

// Type aliases, not interfaces: they are stored as JSON.

export type IssuedAdvisory = Advisory & { readonly id: string }

/** All that goes into published bytes, fixed before the first of them is written. */
export type AnnouncementIntent = {
  readonly release: string
  readonly branch: string
  readonly run: string
  readonly advisories: readonly IssuedAdvisory[]
}

/** What was written, lists left out: they change with the next announcement. */
export type PublishedDocuments = { readonly documents: readonly { readonly key: string; readonly sha256: string }[] }

/**
 * Takes the numbers and fixes dates and models. Asked again by the same run it gives the same numbers; another run of
 * the same release gets new ones. Refuses drafts that lack something, with the list. The drafts share their settings.
 */
export async function prepareAnnouncement(
  { db, clock }: { db: Db; clock: Clock },
  { release, branch, run, drafts }: { release: string; branch: string; run: string; drafts: readonly AdvisoryDraft[] },
): Promise<AnnouncementIntent> {
  const unready = drafts.filter(d => d.missing.length > 0)
  if (unready.length > 0) {
    const because = lines(unready.flatMap(d => [texts.notReady(d.advisory.component), ...d.missing]))
    throw new RefusedError(refuse('advisory-not-ready', because))
  }
  const sorted = drafts.map(d => d.advisory).sort(byComponentAndBranch)
  const settings = sorted[0]?.settings
  if (!settings) return { release, branch, run, advisories: [] }
  const at = clock.now()
  const year = Number(civilDate(at, settings.timezone).slice(0, 4))
  const keys = sorted.map(a => numberKey(run, a))
  const numbers = await store.takeNumbers(db, { family: 'SA', year, first: settings.firstNumber, keys, at })
  const advisories = sorted.map(advisory => {
    const number = numbers.get(numberKey(run, advisory))
    if (!number || number.isVoid) throw new Error(`the number of ${numberKey(run, advisory)} is void`)
    const id = advisoryId(settings.prefix, number)
    return { ...issueAdvisory(advisory, id, at), id }
  })
  return { release, branch, run, advisories }
}

/** Puts the documents, then the rows in one transaction, then the lists: no list names what is not there. */
export async function publishDocuments(
  { db, objectStore }: { db: Db; objectStore: ObjectStore },
  intent: AnnouncementIntent,
): Promise<PublishedDocuments> {
  const { advisories, run } = intent
  if (advisories.length === 0) return { documents: [] }
  const voided = await store.voidKeys(
    db,
    advisories.map(a => numberKey(run, a)),
  )
  if (voided.length > 0) throw new Error(`withdrawn numbers are not published again: ${voided.join(', ')}`)
  const documents: { key: string; sha256: string }[] = []
  for (const document of documentsOf(advisories)) documents.push(await putVerified(objectStore, document))
  await store.within(db, tx =>
    store.insertAdvisories(
      tx,
      advisories.map(a => rowOf(intent, a)),
    ),
  )
  await rewriteLists({ db, objectStore }, advisories)
  return { documents }
}

/**
 * Withdraws what a release has published; with an intent, what that run has published or only begun to. Numbers become
 * void, rows withdrawn, and the documents stay, rewritten to say so. The first call fixes the time of withdrawal, later
 * ones write the same bytes again.
 */
export async function withdrawDocuments(
  { db, objectStore, clock }: { db: Db; objectStore: ObjectStore; clock: Clock },
  { release, intent }: { release: string; intent?: AnnouncementIntent | undefined },
): Promise<{ readonly withdrawn: readonly string[] }> {
  const at = clock.now()
  const ofRun = intent?.advisories.map(a => a.id)
  const where = ofRun ? { ids: ofRun } : { release }
  const begun = intent ? await onlyBegun({ db, objectStore }, intent) : []
  const rows = await store.within(db, async tx => {
    if (intent)
      await store.insertAdvisories(
        tx,
        begun.map(a => rowOf(intent, a)),
      )
    for (const row of await store.advisoriesWhere(tx, where, true)) {
      if (row.state === 'published') await store.markWithdrawn(tx, row.id, withdrawAdvisory(row.model, at), at)
    }
    const after = await store.advisoriesWhere(tx, where)
    await store.voidNumbers(tx, 'SA', (ofRun ?? after.map(row => row.id)).map(numberOf))
    return after
  })
  const newest = Math.max(...rows.map(row => row.withdrawnAt?.getTime() ?? 0))
  const batch = rows.filter(row => row.withdrawnAt?.getTime() === newest).map(row => row.model)
  if (batch.length === 0) return { withdrawn: [] }
  for (const document of documentsOf(batch)) await putVerified(objectStore, document)
  await rewriteLists({ db, objectStore }, batch)
  return { withdrawn: batch.flatMap(a => a.id ?? []) }
}

/** Advisories whose document was put before the run failed, but which have no row yet. */
async function onlyBegun(
  { db, objectStore }: { db: Db; objectStore: ObjectStore },
  { advisories }: AnnouncementIntent,
): Promise<IssuedAdvisory[]> {
  const rows = await store.advisoriesWhere(db, { ids: advisories.map(a => a.id) })
  const known = new Set(rows.map(row => row.id))
  const begun: IssuedAdvisory[] = []
  for (const advisory of advisories) {
    if (!known.has(advisory.id) && (await objectStore.head(documentKey(advisory.id)))) begun.push(advisory)
  }
  return begun
}

function rowOf({ release, run, branch }: AnnouncementIntent, model: IssuedAdvisory): store.NewAdvisory {
  const { id, revisions } = model
  const publishedAt = new Date(revisions[0]?.at ?? 0)
  return { id, release, run, branch, model, publishedAt, state: 'published', withdrawnAt: null, ...numberOf(id) }
}

/** To what a number is bound: a run's advisory for a component on its branches. */
function numberKey(run: string, { component, branches }: Advisory): string {
  return [run, component, ...branches].join('/')
}

function byComponentAndBranch(a: Advisory, b: Advisory): number {
  return compareCodeUnits(a.component, b.component) || compareCodeUnits(a.branches.join(), b.branches.join())
}
