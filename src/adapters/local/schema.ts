// Shapes of the files people put into the CVE drop folder. docs/howto/cve-drop-folder.md explains them.

import { type Static, Type } from 'typebox'

/** Year and a number of four digits or more, e.g. `CVE-2020-8020`. */
export const CVE_ID = /^CVE-\d{4}-\d{4,}$/

const DATE = '\\d{4}-\\d{2}-\\d{2}'
const TIME = '\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2})'

/** `<CVE id>.json`: the facts of one CVE. Fields beside these are reported and not used. */
export const CveFactsFile = Type.Object(
  {
    cve: Type.String({ pattern: CVE_ID.source, description: 'The same id as in the file name.' }),
    summary: Type.String({ pattern: '\\S', maxLength: 1000, description: 'One line.' }),
    description: Type.String({ pattern: '\\S', maxLength: 100_000, description: 'What an attacker can do, as text.' }),
    cvss: Type.Object(
      {
        version: Type.String({ pattern: '^(2\\.0|3\\.0|3\\.1|4\\.0)$', description: '2.0, 3.0, 3.1 or 4.0.' }),
        vector: Type.String({
          pattern: '\\S',
          maxLength: 500,
          description: 'Base vector, with or without `CVSS:3.1/`.',
        }),
        score: Type.Number({ minimum: 0, maximum: 10, description: 'Base score.' }),
      },
      { additionalProperties: false },
    ),
    published: Type.String({
      pattern: `^${DATE}(T${TIME})?$`,
      description: 'ISO 8601 date, or date-time with offset.',
    }),
  },
  { additionalProperties: false },
)

export type CveFactsFile = Static<typeof CveFactsFile>
