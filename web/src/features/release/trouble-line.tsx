// Says which system outside does not answer, since when, and that nobody has to do anything about it here.

import type { ReleaseView } from '../../api/types.ts'
import { useSay } from '../../i18n/index.ts'
import { Callout } from '../../ui/callout.tsx'
import { Ago } from '../../ui/time.tsx'

export function TroubleLine({ trouble }: { readonly trouble: NonNullable<ReleaseView['trouble']> }) {
  const say = useSay()
  return (
    <div role="status">
      <Callout tone="warn">
        {say(trouble.message)} · <Ago at={trouble.since} />
      </Callout>
    </div>
  )
}
