// The stage bar in the reader's language.

import { useTranslation } from 'react-i18next'
import type { ReleaseView } from '../../api/types.ts'
import { useSay } from '../../i18n/index.ts'
import { StageBar } from '../../ui/stage-bar.tsx'

export function Stages({ release }: { readonly release: ReleaseView }) {
  const { t } = useTranslation()
  const say = useSay()
  const at = release.stages.findIndex(stage => stage.name === release.stage) + 1
  return (
    <StageBar
      stages={release.stages.map(stage => ({ ...stage, title: say(stage.title) }))}
      label={t('stage.bar')}
      now={t('stage.position', { at, of: release.stages.length, title: say(release.stageTitle) })}
      isFinished={at === release.stages.length}
    />
  )
}
