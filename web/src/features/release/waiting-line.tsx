// The one thing everybody asks first: what does it wait for, and who can act.

import { useTranslation } from 'react-i18next'
import type { CommandView, GateView, ReleaseView, StepView } from '../../api/types.ts'
import { useSay } from '../../i18n/index.ts'
import { roleList } from '../../i18n/words.ts'
import { Icon, Spinner } from '../../ui/icon.tsx'
import { CommandButton } from './command-button.tsx'
import { useGateCommands } from './command-desk.tsx'

type Mood = 'deleted' | 'stuck' | 'running' | 'blocked' | 'withdrawn' | 'done' | 'person'

/** Only how the line looks; the sentence itself comes from the server. */
function moodOf(release: ReleaseView): Mood {
  if (release.deleted) return 'deleted'
  if (release.stuck) return 'stuck'
  if (release.run && ['queued', 'running', 'unwinding'].includes(release.run.state)) return 'running'
  if (release.findings.some(finding => finding.blocking)) return 'blocked'
  if (release.run?.kind === 'forward' && ['blocked', 'failed'].includes(release.run.state)) return 'blocked'
  if (release.withdrawn) return 'withdrawn'
  return release.stage === 'released' ? 'done' : 'person'
}

const icons = {
  deleted: 'cross',
  stuck: 'warning',
  blocked: 'warning',
  withdrawn: 'undo',
  done: 'check',
  person: 'person',
} as const

const forward: readonly StepView['state'][] = ['done']
const undone: readonly StepView['state'][] = ['undone', 'corrected', 'kept']

export function WaitingLine({ release }: { readonly release: ReleaseView }) {
  const { t } = useTranslation()
  const say = useSay()
  const mood = moodOf(release)
  const gates = release.gates.filter(gate => gate.state === 'waiting' && isNamed(release, gate.command))
  const others = namedCommands(release, gates)
  const steps = release.run?.steps ?? []
  const settled = release.run?.kind === 'undo' ? undone : forward
  const done = steps.filter(step => settled.includes(step.state)).length
  return (
    <section className={`waiting waiting-${mood}`} id="waiting" aria-label={t('waiting.title')}>
      <span className="waiting-icon">
        {mood === 'running' ? <Spinner size={22} /> : <Icon name={icons[mood]} size={22} />}
      </span>
      <div className="waiting-text" aria-live="polite">
        <p className="waiting-kind">
          {t(`waiting.${mood === 'withdrawn' ? 'person' : mood}`)}
          {mood === 'running' && steps.length > 0 && <span> · {t('run.progress', { done, of: steps.length })}</span>}
        </p>
        <p className="waiting-sentence lines">{say(release.waitingFor)}</p>
      </div>
      {gates.length + others.length > 0 && (
        <ul className="waiting-gates" aria-label={t('waiting.whoCanAct')}>
          {gates.map(gate => (
            <WaitingGate key={gate.name} gate={gate} />
          ))}
          {others.map(command => (
            <li key={command.name}>
              <div>
                <Actors roles={command.roles} />
              </div>
              <CommandButton command={command} isPrimary={gates.length === 0} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Whether the sentence asks for a command: at a gate that findings keep shut it asks for another one than the gate's. */
function isNamed(release: ReleaseView, command: string): boolean {
  return (release.waitingFor.en.match(/\/[a-z][\w-]*/g) ?? []).some(name => name === command)
}

/** Commands the sentence asks for although they open no gate, such as the one that runs the self-check again. */
function namedCommands(release: ReleaseView, gates: readonly GateView[]): readonly CommandView[] {
  return release.commands.filter(
    ({ name }) => isNamed(release, `/${name}`) && !gates.some(gate => gate.command === `/${name}`),
  )
}

function WaitingGate({ gate }: { readonly gate: GateView }) {
  const say = useSay()
  const commands = useGateCommands(gate)
  const policy = usePolicy(gate)
  return (
    <li>
      <div>
        <span className="waiting-gate">{say(gate.title)}</span>
        <Actors roles={gate.roles} policy={gate.roles.length > 1 || typeof gate.policy === 'number' ? policy : null} />
      </div>
      {commands.map(command => (
        <CommandButton key={command.name} command={command} isPrimary />
      ))}
    </li>
  )
}

function Actors({ roles, policy = null }: { readonly roles: readonly string[]; readonly policy?: string | null }) {
  const { t } = useTranslation()
  return (
    <span className="small">
      <Icon name="person" size={13} /> {[roleList(t, roles), policy].filter(Boolean).join(' · ')}
    </span>
  )
}

/** How many sign-offs a gate wants, in words. */
export function usePolicy(gate: GateView): string {
  const { t } = useTranslation()
  if (gate.policy === 'any') return t('waiting.any')
  if (gate.policy === 'all') return t('waiting.all')
  return t('waiting.count', { count: gate.policy })
}
