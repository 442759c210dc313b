// The self-check and the waivers of what it found: the part of en-US.ts about them.

import type { waiverZhCN } from './waiver-zh.ts'

export const waiverEnUS: typeof waiverZhCN = {
  selfCheck: {
    title: 'What the self-check found',
    blocking_one: '{{count}} blocks',
    blocking_other: '{{count}} block',
    waived_one: '{{count}} waived',
    waived_other: '{{count}} waived',
    settled: 'Settled',
    revision: 'it saw scope revision {{revision}}',
    stale: 'Stale',
    before_one: 'Broken before the update, so not blocking ({{count}})',
    before_other: 'Broken before the update, so not blocking ({{count}})',
  },
  waiver: {
    waived: 'Waived',
    lapsed: 'Waiver has run out',
    of: 'Waived by {{owner}} ({{role}}) until {{until}}: {{because}}',
    lapsedOf: 'The waiver of {{owner}} ({{role}}) has run out on {{until}}: {{because}}',
    never: 'Not to be waived: {{because}}',
    waive: 'Waive',
    waiveOf: 'Waive {{of}}',
    end: 'End the waiver',
    endOf: 'End the waiver of {{of}}',
    title: 'Waive {{of}}',
    explain:
      'You own the risk of it. A waiver is for this version of the package and the cause told now alone; it holds for later releases of the branch too, until its last day.',
    until: 'Last day',
    because: 'Reason',
    send: 'Waive',
  },
}
