// /preview: what another command would do, decided like it and then only told. Pure.

import { roles as allRoles } from '../accounts/index.ts'
import { isRefusal, type Refusal, refuse } from '../lib/errors.ts'
import { lines, sameInBoth, type Text, text } from '../lib/text.ts'
import { dashed } from './answers.ts'
import { findCommand } from './commands.ts'
import { describeChanges } from './explain.ts'
import { explainTexts } from './explain-texts.ts'
import type { Release } from './model.ts'
import { type ParsedCommand, parseCommands } from './parse.ts'
import type { Asking, Decision, Rule } from './ruling.ts'
import { texts } from './texts.ts'

type Decide = (release: Release, command: ParsedCommand, asking: Asking) => Decision | Refusal

/** The command that a /preview names, with or without its slash. */
export function previewedCommand({ rest }: ParsedCommand): ParsedCommand | undefined {
  return parseCommands(`/${rest.trim().replace(/^\//, '')}`)[0]
}

/** Nobody: a sign-off that the asker has given already does not count against those who may sign. */
const SOMEBODY = -1

export function previewBy(decide: Decide): Rule {
  return (release, command, asking) => {
    const wanted = previewedCommand(command)
    if (!wanted) return refuse('wrong-usage', texts.wrongUsage(explainTexts.previewUsage))
    if (findCommand(wanted.name) === 'preview') return refuse('wrong-usage', explainTexts.previewOfPreview())
    const tell = (decision: Decision | Refusal): Text =>
      isRefusal(decision)
        ? explainTexts.wouldRefuse(decision.because)
        : describeChanges(release, decision.changes, asking.setting?.steps)
    const own = decide(release, wanted, asking)
    const said =
      isRefusal(own) && own.code === 'wrong-role'
        ? lines([
            explainTexts.notYours(own.because),
            explainTexts.byOthers(),
            tell(decide(release, wanted, { ...asking, account: SOMEBODY, roles: allRoles })),
          ])
        : tell(own)
    return { changes: [], message: explainTexts.preview(wanted.line, entries(said)) }
  }
}

/** Each line as an entry of a list, whose words from elsewhere do no harm on an issue. */
function entries(said: Text): Text {
  const each = (words: string, language: 'zh' | 'en') =>
    words.split('\n').map(line => dashed(sameInBoth(line))[language])
  return text(each(said.zh, 'zh').join('\n'), each(said.en, 'en').join('\n'))
}
