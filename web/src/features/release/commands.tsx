// Every command there is: those possible now first, the others with the reason why not.

import { useTranslation } from 'react-i18next'
import type { CommandView, Text } from '../../api/types.ts'
import { useSay } from '../../i18n/index.ts'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import { CommandButton } from './command-button.tsx'

export function Commands({ commands }: { readonly commands: readonly CommandView[] }) {
  const { t } = useTranslation()
  const say = useSay()
  const possible = commands.filter(command => command.allowed)
  const others = commands.filter(command => !command.allowed)
  return (
    <Section id="commands" title={t('commands.title')} isFlush>
      {commands.length === 0 && <Notice icon="dots" title={t('commands.empty')} isSmall />}
      {possible.length > 0 && (
        <div className="command-list">
          <h3>{t('commands.now')}</h3>
          <ul>
            {possible.map(command => (
              <li key={command.name}>
                <CommandButton command={command} isSmall />
                <span className="small">{say(command.help)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {others.length > 0 && (
        <div className="command-list">
          <h3>{t('commands.later')}</h3>
          {byReason(others, say).map(([reason, ofReason]) => (
            <div key={reason} className="command-group">
              <p className="small muted">{reason}</p>
              <div className="row">
                {ofReason.map(command => (
                  <CommandButton key={command.name} command={command} isSmall />
                ))}
              </div>
            </div>
          ))}
        </div>
      )}
    </Section>
  )
}

/** Many are refused for one and the same reason: it is said once. */
function byReason(commands: readonly CommandView[], say: (text: Text) => string): [string, CommandView[]][] {
  const groups = new Map<string, CommandView[]>()
  for (const command of commands) {
    const reason = say(command.because ?? command.help)
    groups.set(reason, [...(groups.get(reason) ?? []), command])
  }
  return [...groups]
}
