// Every command there is: those possible now first, the others beside them; each button tells why not.

import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CommandView } from '../../api/types.ts'
import { useSay } from '../../i18n/index.ts'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import { useSession } from '../session/session.tsx'
import { CommandButton } from './command-button.tsx'

export function Commands({ commands }: { readonly commands: readonly CommandView[] }) {
  const { t } = useTranslation()
  const say = useSay()
  const { me, askToSignIn } = useSession()
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
                <CommandButton command={command} isSmall describedBy={`help-${command.name}`} />
                <span className="small" id={`help-${command.name}`}>
                  {say(command.help)}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {others.length > 0 && (
        <div className="command-list">
          <h3>{t('commands.later')}</h3>
          <div className="row">
            {others.map(command => (
              <CommandButton key={command.name} command={command} isSmall />
            ))}
          </div>
          {me === null && (
            <Button type="link" size="small" onClick={askToSignIn}>
              {t('commands.signIn')}
            </Button>
          )}
        </div>
      )}
    </Section>
  )
}
