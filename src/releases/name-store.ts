// The only SQL that finds releases by what people call them.

import type { Db } from '../db/index.ts'
import type { FoundRelease } from './view.ts'

/** What a name may say of a release: one of these must fit. The repository, if said, narrows the issue. */
export interface NamedBy {
  readonly id: string
  readonly directory?: string
  /** Upper case. */
  readonly issue?: string
  /** `owner/name`, or its last part. */
  readonly repository?: string
}

/** The releases that a name fits, in the order of their ids. */
export async function releasesNamed(db: Db, { id, directory, issue, repository }: NamedBy): Promise<FoundRelease[]> {
  return await db
    .selectFrom('releases.release')
    .select(['id', 'branch', 'directory'])
    .where(e =>
      e.or([
        e('id', '=', id),
        ...(directory === undefined ? [] : [e('directory', '=', directory)]),
        ...(issue === undefined
          ? []
          : [
              e.and([
                e(e.fn('upper', ['issue_id']), '=', issue),
                ...(repository === undefined
                  ? []
                  : [
                      e.or([
                        e('issue_repository', '=', repository),
                        e(e.fn<string>('split_part', ['issue_repository', e.val('/'), e.val(2)]), '=', repository),
                      ]),
                    ]),
              ]),
            ]),
      ]),
    )
    .orderBy('id')
    .execute()
}
