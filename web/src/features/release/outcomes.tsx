// What became of commands, or what would become of them: one box per line that was sent, with the server's sentence.

import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../../api/client.ts'
import type { CommandAnswer, CommandOutcome } from '../../api/types.ts'
import { useSay } from '../../i18n/index.ts'
import { Callout } from '../../ui/callout.tsx'
import { Markdown } from '../../ui/markdown/markdown.tsx'
import { useProblemSentence } from '../problem.tsx'
import { useSession } from '../session/session.tsx'

interface Answered {
  readonly data: Pick<CommandAnswer, 'outcomes'> | undefined
  readonly error: Error | null
}

/** When every command was refused the answer is a problem that holds the outcomes. */
export function outcomesOf({ data, error }: Answered): readonly CommandOutcome[] {
  if (data) return data.outcomes
  return error instanceof ApiProblem ? (error.document.outcomes ?? []) : []
}

export function areAccepted(outcomes: readonly CommandOutcome[]): boolean {
  return outcomes.length > 0 && outcomes.every(outcome => outcome.accepted)
}

interface OutcomesProps {
  readonly answered: Answered
  /** Nothing has happened: the boxes tell what would. */
  readonly isPreview?: boolean
}

export function Outcomes({ answered, isPreview = false }: OutcomesProps) {
  const outcomes = outcomesOf(answered)
  return (
    <div aria-live="polite" className="command-outcomes">
      {outcomes.map((outcome, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: outcomes of one answer never move
        <Outcome key={index} outcome={outcome} isPreview={isPreview} />
      ))}
      {answered.error && outcomes.length === 0 && <Failure problem={answered.error} />}
    </div>
  )
}

function Outcome({ outcome, isPreview }: { readonly outcome: CommandOutcome; readonly isPreview: boolean }) {
  const { t } = useTranslation()
  const say = useSay()
  const kind = isPreview ? 'preview' : 'outcome'
  // What a /preview tells may be a refusal: nothing was accepted by it.
  const isTold = outcome.accepted && /^\/preview\s/i.test(outcome.command)
  const verdict = t(isTold ? 'commands.preview.told' : `commands.${kind}.${outcome.accepted ? 'accepted' : 'refused'}`)
  const tone = outcome.accepted ? (isPreview || isTold ? 'note' : 'good') : 'warn'
  // A sentence, and behind an empty line perhaps a table in Markdown.
  const [sentence, ...rest] = say(outcome.message).split(/\n\n(?=\|)/)
  return (
    <>
      <Callout tone={tone} title={`${verdict} · ${outcome.command}`}>
        {sentence}
      </Callout>
      {rest.length > 0 && <Markdown text={rest.join('\n\n')} />}
    </>
  )
}

function Failure({ problem }: { readonly problem: Error }) {
  const { t } = useTranslation()
  const sentence = useProblemSentence()
  const { askToSignIn } = useSession()
  const isSignedOut = problem instanceof ApiProblem && problem.status === 401
  return (
    <Callout tone="bad" action={isSignedOut && <Button onClick={askToSignIn}>{t('session.signIn')}</Button>}>
      {sentence(problem)}
    </Callout>
  )
}
