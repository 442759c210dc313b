// What the plan matrix does not compare, each with its reason. Everything else must be equal.

/** Whole tables. */
export const ignoredTables: ReadonlySet<string> = new Set([
  // The record of runs is what the matrix itself makes.
  'flow.run',
  'flow.step',
  'flow.log',
  // The log is append-only.
  'accounts.log',
  // So is the history of the rows of a scope.
  'releases.item_change',
  // The pool keeps bytes by their hash; what nothing refers to harms nobody.
  'repos.rpm',
  // Versions of trees only go forward (design §4a); what they offer is compared file by file.
  'repos.version',
  // Facts of CVEs are the source's, read again at any time.
  'advisories.cve_facts',
])

/** Columns of single tables, and names of columns everywhere. */
export const ignoredColumns: ReadonlySet<string> = new Set(['created_at', 'updated_at', 'added_at', 'taken_at'])

/** Rows that stay by law when an effect is taken back. */
export const ignoredRows: Readonly<Record<string, (row: Record<string, unknown>) => boolean>> = {
  // Numbers of announcements are not used again.
  'advisories.number': row => row.state === 'void',
  // A withdrawn announcement stays readable, marked.
  'advisories.advisory': row => row.state === 'withdrawn',
  // The test platform cannot delete a milestone.
  'local.milestone': row => row.status === 'withdrawn',
}
