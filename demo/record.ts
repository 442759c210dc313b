// All that a played demonstration has published, as paths and hashes with the times taken out: what an interrupted play
// must share with an undisturbed one over the same RPMs.

import { gunzipSync } from 'node:zlib'
import type { ReleaseView, RunView } from '../src/releases/view.ts'
import { advisoryDocument, advisoryIndex, publishedTree, testRepositories } from './addresses.ts'
import type { Http } from './http.ts'
import { sha256, visitTree, withoutTimes } from './tree.ts'

export type PublishedRecord = Readonly<Record<string, string>>

export async function recordPublished(
  http: Pick<Http, 'ask' | 'text' | 'origin'>,
  views: readonly Pick<ReleaseView, 'directory'>[],
  advisories: readonly string[],
): Promise<PublishedRecord> {
  const record: Record<string, string> = {}
  const tests = { repositories: views.flatMap(view => testRepositories(view.directory)), lists: [] }
  for (const roots of [publishedTree(), tests]) {
    for await (const { path, type, bytes } of visitTree(http, roots)) {
      if (!bytes) record[path] = 'absent'
      else if (type === 'repomd') record[path] = sha256(comparableRepomd(Buffer.from(bytes).toString('utf8')))
      // Its name holds its hash, which changes with its times.
      else if (type === 'updateinfo') record[path.replace(/[^/]*$/, type)] = sha256(withoutDates(unpacked(path, bytes)))
      else record[path] = sha256(bytes)
    }
  }
  for (const path of [...advisories.map(advisoryDocument), advisoryIndex]) {
    record[path] = sha256(withoutDates((await http.text(path)).replaceAll(http.origin, '')))
  }
  return record
}

/** One step of a run, and where it stands in the history of its release. */
export interface RecordedStep {
  readonly release: string
  /** Runs of a release are counted from 0, oldest first. */
  readonly run: number
  readonly plan: string
  readonly kind: RunView['kind']
  readonly step: string
}

/** Every step that ran, in the order in which they began. */
export function recordSteps(views: readonly Pick<ReleaseView, 'id' | 'runs'>[]): readonly RecordedStep[] {
  const found = views.flatMap(view =>
    oldestFirst(view.runs).flatMap((run, at) =>
      run.steps
        .filter(step => step.startedAt !== null)
        .map(step => ({
          began: `${run.startedAt} ${step.startedAt}`,
          step: { release: view.id, run: at, plan: run.plan, kind: run.kind, step: step.name },
        })),
    ),
  )
  return found.sort((a, b) => a.began.localeCompare(b.began)).map(entry => entry.step)
}

export function oldestFirst(runs: readonly RunView[]): readonly RunView[] {
  return [...runs].sort((a, b) => a.startedAt.localeCompare(b.startedAt))
}

function unpacked(path: string, bytes: Uint8Array): string {
  return Buffer.from(path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}

/** repomd.xml without times, and without sums, sizes and name of updateinfo, which change with the times inside it. */
export function comparableRepomd(repomd: string): string {
  return withoutTimes(repomd).replace(/<data type="updateinfo">[\s\S]*?<\/data>/g, '<data type="updateinfo"/>')
}

/** A document without its dates: `2026-11-21`, with or without a time of day and zone. */
export function withoutDates(document: string): string {
  return document.replace(/\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?/g, 'DATE')
}
