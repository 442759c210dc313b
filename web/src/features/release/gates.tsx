// The gates of a release: what state each is in, who may open it, who has signed and what they saw.

import { useTranslation } from 'react-i18next'
import type { GateView, ReleaseView, SignOffView } from '../../api/types.ts'
import { useSay } from '../../i18n/index.ts'
import { roleList, roleName } from '../../i18n/words.ts'
import { Icon } from '../../ui/icon.tsx'
import { Mark, type Tone } from '../../ui/mark.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import { StageMeter } from '../../ui/stage-meter.tsx'
import { Ago } from '../../ui/time.tsx'
import { CommandButton } from './command-button.tsx'
import { useGateCommands } from './command-desk.tsx'
import { usePolicy } from './waiting-line.tsx'

const tones = { open: 'good', waiting: 'warn', ahead: 'plain' } as const satisfies Record<GateView['state'], Tone>
const icons = { open: 'check', waiting: 'clock', ahead: 'dots' } as const

export function Gates({ release }: { readonly release: ReleaseView }) {
  const { t } = useTranslation()
  return (
    <Section
      id="gates"
      title={t('gates.title')}
      note={<span className="muted small">{t('release.revision', { revision: release.scopeRevision })}</span>}
      isFlush
    >
      {release.gates.length === 0 && <Notice icon="gate" title={t('gates.empty')} isSmall />}
      <ul className="gates">
        {release.gates.map(gate => (
          <Gate key={gate.name} gate={gate} revision={release.scopeRevision} />
        ))}
      </ul>
    </Section>
  )
}

function Gate({ gate, revision }: { readonly gate: GateView; readonly revision: number }) {
  const { t } = useTranslation()
  const say = useSay()
  const commands = useGateCommands(gate)
  const policy = usePolicy(gate)
  return (
    <li className={`gate gate-${gate.state}`} aria-label={say(gate.title)}>
      <div className="gate-head">
        <strong>{say(gate.title)}</strong>
        <Mark tone={tones[gate.state]}>
          <Icon name={icons[gate.state]} size={12} />
          {t(`gates.${gate.state}`)}
        </Mark>
        {gate.state !== 'open' && (
          <span className="gate-commands">
            {commands.map(command => (
              <CommandButton key={command.name} command={command} isSmall />
            ))}
          </span>
        )}
      </div>
      <p className="muted small">
        {t('gates.needs', { roles: roleList(t, gate.roles) })}
        {gate.roles.length > 1 || typeof gate.policy === 'number' ? ` · ${policy}` : ''}
      </p>
      {gate.state === 'waiting' && <Progress gate={gate} />}
      {gate.state === 'waiting' && gate.missing.some(({ people }) => people.length > 0) && (
        <p className="muted small">
          {t('gates.missing', {
            who: gate.missing.map(({ role, people }) => [roleName(t, role), ...people].join(' ')).join(' · '),
          })}
        </p>
      )}
      {gate.signOffs.map(signOff => (
        <SignOff
          key={`${signOff.by} ${signOff.role} ${signOff.at}`}
          signOff={signOff}
          // The gate before there was a scope saw none.
          revision={gate.stage === 'draft' ? signOff.revision : revision}
        />
      ))}
    </li>
  )
}

/** How far a gate is that wants several sign-offs. */
function Progress({ gate }: { readonly gate: GateView }) {
  const { t } = useTranslation()
  const { policy, signOffs, roles } = gate
  if (policy === 'any') return null
  const of = policy === 'all' ? roles.length : policy
  const done = Math.min(of, new Set(signOffs.map(signOff => (policy === 'all' ? signOff.role : signOff.by))).size)
  if (of < 2) return null
  return (
    <p className="gate-progress small">
      <StageMeter at={done} of={of} label={t('gates.progress', { done, of })} />
      <span aria-hidden="true">{t('gates.progress', { done, of })}</span>
    </p>
  )
}

function SignOff({ signOff, revision }: { readonly signOff: SignOffView; readonly revision: number }) {
  const { t } = useTranslation()
  const isOlder = signOff.revision < revision
  return (
    <p className="sign-off small">
      <span className="sign-off-by">
        <Icon name="check" size={13} />{' '}
        {signOff.role === 'system'
          ? t('role.system')
          : t('gates.signed', { by: signOff.by, role: roleName(t, signOff.role) })}
      </span>{' '}
      <Ago at={signOff.at} />
      {isOlder && (
        <span className="sign-off-older" title={t('gates.older', { now: revision })}>
          {' '}
          · {t('gates.revision', { revision: signOff.revision })}
        </span>
      )}
    </p>
  )
}
