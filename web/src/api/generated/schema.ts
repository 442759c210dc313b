// Made from docs/generated/openapi.json by `npm run generate`. Not to be changed by hand.

export interface components {
    schemas: {
        /** AdvisoryPage */
        readonly AdvisoryPage: {
            readonly items: readonly components["schemas"]["AdvisoryView"][];
            readonly next: string | null;
        };
        /** AdvisoryView */
        readonly AdvisoryView: {
            readonly id: string | null;
            /** @enum {unknown} */
            readonly state: "draft" | "published" | "withdrawn";
            readonly component: string;
            readonly title: string;
            readonly severity: string;
            readonly cves: readonly string[];
            readonly packages: readonly string[];
            readonly missing: readonly components["schemas"]["Text"][];
            readonly url: string | null;
        };
        /** ArchiveView */
        readonly ArchiveView: {
            readonly repository: string;
            readonly files: readonly string[];
            /** @enum {unknown} */
            readonly state: "archived" | "pending";
            readonly problem: string | null;
        };
        /** BranchList */
        readonly BranchList: {
            readonly items: readonly components["schemas"]["BranchView"][];
        };
        /** BranchOfRelease */
        readonly BranchOfRelease: {
            readonly branch: string;
        };
        /** BranchView */
        readonly BranchView: {
            readonly name: string;
            /** @description IANA name; civil dates of the branch are meant in it */
            readonly timezone: string;
            readonly arches: readonly string[];
            /** @description Requests for all branches leave out those that are not */
            readonly maintained: boolean;
            /** @description It gets a release every week by itself */
            readonly weekly: boolean;
            /**
             * @description Whether a signed scope starts by itself, or waits for `/launch`
             * @enum {unknown}
             */
            readonly start: "automatic" | "by-button";
            /**
             * @description Whether rows that others bring are accepted by themselves, or wait for `/accept`
             * @enum {unknown}
             */
            readonly accept: "automatic" | "by-version-manager";
            readonly next: string | null;
        };
        /** BringingRow */
        readonly BringingRow: {
            /** @enum {unknown} */
            readonly kind: "cve" | "bugfix" | "requires";
            readonly issue: string;
            readonly cve: string | null;
        };
        /** BugfixEntry */
        readonly BugfixEntry: {
            readonly issue_id: string;
            readonly repository: string;
            readonly status: string;
        };
        /** BuildView */
        readonly BuildView: {
            readonly family: string;
            /** @description `source` for the source RPM */
            readonly arch: string;
            readonly nevras: readonly string[];
        };
        /** BuiltVersion */
        readonly BuiltVersion: {
            readonly arch: string;
            readonly built: string | null;
            readonly verdict: components["schemas"]["VersionVerdict"];
            readonly said: components["schemas"]["Text"];
        };
        /** ChangelogEntry */
        readonly ChangelogEntry: {
            /** @description Unix seconds */
            readonly time: number;
            readonly author: string;
            readonly text: string;
        };
        /** CommandAnswer */
        readonly CommandAnswer: {
            readonly outcomes: readonly components["schemas"]["CommandOutcome"][];
        };
        /** CommandOutcome */
        readonly CommandOutcome: {
            /** @description The line as it was written */
            readonly command: string;
            readonly accepted: boolean;
            readonly code: string | null;
            readonly message: components["schemas"]["Text"];
            readonly run: string | null;
        };
        /** CommandText */
        readonly CommandText: {
            /** @description Commands as in a comment, one per line */
            readonly text: string;
            /** @description Only tell what would happen */
            readonly dryRun?: boolean;
            /** @description Login (`name` or `forge:name`) the caller acts for: their own, or for a service granted it anyone */
            readonly onBehalfOf?: string;
        };
        /** CommandView */
        readonly CommandView: {
            /** @description Without the slash */
            readonly name: string;
            readonly usage: string;
            readonly help: components["schemas"]["Text"];
            readonly roles: readonly string[];
            /** @description For the one who asks, now */
            readonly allowed: boolean;
            readonly because: components["schemas"]["Text"] | null;
        };
        /** CommentToParse */
        readonly CommentToParse: {
            readonly comment: string;
            /** @description Its issue and directory are filled in */
            readonly release?: string;
        };
        /** CveEntry */
        readonly CveEntry: {
            readonly CVE_id: string;
            readonly score: number | null;
            readonly repository: string;
            readonly issue_id: string;
            readonly status: string;
            readonly version: string;
            /** @enum {unknown} */
            readonly abi_changed: "TRUE" | "FALSE";
        };
        /** Deletion */
        readonly Deletion: {
            /** @description Said on the issue */
            readonly reason: string;
        };
        /** DependencyChange */
        readonly DependencyChange: {
            /** @enum {unknown} */
            readonly list: "provides" | "requires" | "conflicts" | "obsoletes" | "recommends";
            readonly name: string;
            /** @description As written; null when it is new */
            readonly before: string | null;
            /** @description As written; null when it is gone */
            readonly after: string | null;
        };
        /** Explanation */
        readonly Explanation: {
            readonly release: string;
            readonly stage: components["schemas"]["StageName"];
            readonly waitingFor: components["schemas"]["Text"];
            readonly items: readonly components["schemas"]["ExplanationItem"][];
        };
        /** ExplanationItem */
        readonly ExplanationItem: {
            /** @enum {unknown} */
            readonly kind: "deleted" | "stuck" | "run" | "failure" | "stale" | "finding" | "waiver" | "withdrawn" | "gate" | "test-problem" | "pending" | "facts" | "later";
            /** @description What it is about: a gate, a run, an issue, a package */
            readonly subject: string;
            readonly text: components["schemas"]["Text"];
        };
        /** Feedback */
        readonly Feedback: {
            /** @description Id, `repository#id` or address of the issue */
            readonly issue: string;
            /** @description Source package the issue is of */
            readonly package?: string;
            /** @description Address of the pull request */
            readonly pull?: string;
        };
        /** FeedbackAnswer */
        readonly FeedbackAnswer: {
            readonly outcomes: readonly components["schemas"]["CommandOutcome"][];
            readonly items: readonly components["schemas"]["ItemView"][];
        };
        /** FileChange */
        readonly FileChange: {
            readonly path: string;
            /** @enum {unknown} */
            readonly change: "added" | "removed" | "content" | "mode" | "target";
            readonly bytesBefore: number | null;
            readonly bytesAfter: number | null;
        };
        /** Finding */
        readonly Finding: {
            /** @description Stable kind, kebab-case */
            readonly code: string;
            /** @description What it is about, e.g. a NEVRA or a file name */
            readonly subject: string;
            readonly message: components["schemas"]["Text"];
            readonly blocking: boolean;
            /** @description Any JSON */
            readonly data?: unknown;
        };
        /** FindingWaiver */
        readonly FindingWaiver: {
            /** @description Who answers for it */
            readonly owner: string;
            readonly role: string;
            /** @description ISO 8601, UTC */
            readonly at: string;
            /** @description Its last day, YYYYMMDD in the branch's time zone */
            readonly until: string;
            readonly because: string;
            /** @description False when it has run out */
            readonly holds: boolean;
        };
        /** FoundRelease */
        readonly FoundRelease: {
            readonly id: string;
            readonly branch: string;
            readonly directory: string;
        };
        /** GateView */
        readonly GateView: {
            readonly name: string;
            readonly title: components["schemas"]["Text"];
            readonly stage: components["schemas"]["StageName"];
            readonly roles: readonly string[];
            readonly policy: ("any" | "all") | number;
            /** @enum {unknown} */
            readonly state: "open" | "waiting" | "ahead";
            readonly signOffs: readonly components["schemas"]["SignOffView"][];
            readonly missing: readonly components["schemas"]["MissingSignOff"][];
            /** @description Command that opens it, e.g. `/cve-ok` */
            readonly command: string;
        };
        /** Health */
        readonly Health: {
            /** @enum {unknown} */
            readonly status: "ok";
        };
        /** ImportOrder */
        readonly ImportOrder: {
            /** @description Id, `#id`, `repository#id` or address */
            readonly issue: string;
            /** @description `owner/name` */
            readonly repository?: string;
        };
        /** Imported */
        readonly Imported: {
            readonly stage: components["schemas"]["StageName"];
            readonly notUnderstood: readonly {
                /** @description Of the issue's description, from 1 */
                readonly line: number;
                readonly text: string;
            }[];
            readonly notes: readonly components["schemas"]["Text"][];
        };
        /** IssueStateAnswer */
        readonly IssueStateAnswer: {
            readonly install_build_issue: readonly {
                readonly [key: string]: string;
            }[];
            readonly test_issue: readonly {
                readonly [key: string]: string;
            }[];
            /** @enum {unknown} */
            readonly overall_status: "closed" | "open";
        };
        /** ItemChange */
        readonly ItemChange: {
            readonly id: number;
            /** @description ISO 8601, UTC */
            readonly at: string;
            /** @enum {unknown} */
            readonly kind: "cve" | "bugfix" | "requires" | "test";
            readonly issue: string;
            /** @enum {unknown} */
            readonly action: "add" | "delete" | "accept" | "refuse" | "leave" | "return" | "carry" | "uncarry" | "update" | "status" | "undo" | "clear";
            readonly by: string;
            readonly delivery: string | null;
            readonly before: components["schemas"]["ItemState"] | null;
            readonly after: components["schemas"]["ItemState"] | null;
        };
        /** ItemHistory */
        readonly ItemHistory: {
            readonly items: readonly components["schemas"]["ItemChange"][];
        };
        /** ItemState */
        readonly ItemState: {
            /** @enum {unknown} */
            readonly kind: "cve" | "bugfix" | "requires" | "test";
            /** @description Issue id without `#` */
            readonly issue: string;
            readonly title: string;
            readonly url: string;
            readonly repository: string;
            readonly status: string;
            readonly cve: string | null;
            readonly score: number | null;
            readonly version: string | null;
            readonly abiChanged: boolean | null;
            readonly addedBy: string;
            /** @description ISO 8601, UTC */
            readonly addedAt: string;
            /**
             * @description Only accepted rows go on
             * @enum {unknown}
             */
            readonly acceptance: "pending" | "accepted" | "refused";
            /** @enum {unknown} */
            readonly source: "fetched" | "feedback" | "comment" | "hand" | "check" | "carried" | "imported";
            readonly issueType: string | null;
            readonly upstream: string | null;
            readonly pull: string | null;
            /** @description Left for the next release */
            readonly left: {
                readonly by: string;
                /** @description ISO 8601, UTC */
                readonly at: string;
            } | null;
            readonly carriedFrom: string | null;
            readonly carriedTo: string | null;
        };
        /** ItemView */
        readonly ItemView: {
            /** @enum {unknown} */
            readonly kind: "cve" | "bugfix" | "requires" | "test";
            /** @description Issue id without `#` */
            readonly issue: string;
            readonly title: string;
            readonly url: string;
            readonly repository: string;
            readonly status: string;
            readonly cve: string | null;
            readonly score: number | null;
            readonly version: string | null;
            readonly abiChanged: boolean | null;
            readonly addedBy: string;
            /** @description ISO 8601, UTC */
            readonly addedAt: string;
            /**
             * @description Only accepted rows go on
             * @enum {unknown}
             */
            readonly acceptance: "pending" | "accepted" | "refused";
            /** @enum {unknown} */
            readonly source: "fetched" | "feedback" | "comment" | "hand" | "check" | "carried" | "imported";
            readonly issueType: string | null;
            readonly upstream: string | null;
            readonly pull: string | null;
            /** @description Left for the next release */
            readonly left: {
                readonly by: string;
                /** @description ISO 8601, UTC */
                readonly at: string;
            } | null;
            readonly carriedFrom: string | null;
            readonly carriedTo: string | null;
            readonly slo: components["schemas"]["SloView"] | null;
        };
        /** LogLine */
        readonly LogLine: {
            readonly id: number;
            /** @description ISO 8601, UTC */
            readonly at: string;
            readonly account: number;
            readonly actor: string;
            readonly role: string | null;
            /** @enum {unknown} */
            readonly channel: "forge" | "web" | "api" | "cli" | "system";
            readonly onBehalfOf: string | null;
            /** @description e.g. `release/<id>` */
            readonly subject: string;
            readonly action: string;
            readonly message: components["schemas"]["Text"];
            /** @description Any JSON */
            readonly before: unknown;
            /** @description Any JSON */
            readonly after: unknown;
            readonly delivery: string | null;
            readonly run: string | null;
        };
        /** LogPage */
        readonly LogPage: {
            readonly items: readonly components["schemas"]["LogLine"][];
        };
        /** Me */
        readonly Me: {
            readonly name: string;
            /** @enum {unknown} */
            readonly kind: "person" | "service" | "system";
            /** @description On at least one branch */
            readonly roles: readonly components["schemas"]["Role"][];
            /** @description Roles by branch */
            readonly branches: {
                readonly [key: string]: readonly components["schemas"]["Role"][];
            };
        };
        /** MissingSignOff */
        readonly MissingSignOff: {
            readonly role: string;
            readonly people: readonly string[];
        };
        /** NumberedFinding */
        readonly NumberedFinding: {
            /** @description `F1` and on, counted anew at every self-check */
            readonly number: string;
            /** @description What `/waive` and `/unwaive` call it by */
            readonly name: string;
            readonly code: string;
            readonly subject: string;
            readonly message: components["schemas"]["Text"];
            /** @description It blocks now: neither waived nor settled */
            readonly blocking: boolean;
            /** @description Why nobody may waive it */
            readonly neverWaived: components["schemas"]["Text"] | null;
            readonly waiver: components["schemas"]["FindingWaiver"] | null;
        };
        /** OpenClock */
        readonly OpenClock: {
            readonly release: string;
            readonly branch: string;
            readonly cve: string;
            readonly issue: string;
            readonly repository: string;
            readonly score: number | null;
            /** @enum {unknown} */
            readonly state: "running" | "breached" | "met" | "missed" | "none";
            readonly days: number | null;
            readonly due: string | null;
            readonly left: number | null;
            /**
             * @description What the clock started with
             * @enum {unknown}
             */
            readonly from: "published" | "issue" | "added";
        };
        /** PackageDiff */
        readonly PackageDiff: {
            readonly name: string;
            readonly arch: string;
            readonly sourcePackage: string;
            /** @description Architectures of the branch whose users get it */
            readonly arches: readonly string[];
            /** @description `[epoch:]version-release` that users have; null when it is new to them, or was not compared */
            readonly before: string | null;
            /** @description Another one where it became noarch, or is so no more */
            readonly archBefore: string | null;
            /** @description The repository or release users have it from */
            readonly from: string | null;
            readonly after: string;
            /** @description Users would never get it */
            readonly isLower: boolean;
            /** @description Why it could not be compared */
            readonly because: components["schemas"]["Text"] | null;
            /** @description Installed size */
            readonly bytesBefore: number | null;
            readonly bytesAfter: number | null;
            /** @description Size of the RPM file */
            readonly fileBytesBefore: number | null;
            readonly fileBytesAfter: number;
            readonly dependencies: readonly components["schemas"]["DependencyChange"][];
            /** @description What was built against them must be built again, unless another package provides them */
            readonly sonamesGone: readonly string[];
            readonly files: readonly components["schemas"]["FileChange"][];
            readonly fileCounts: {
                readonly added: number;
                readonly removed: number;
                readonly changed: number;
            };
            readonly scriptlets: readonly components["schemas"]["ScriptletChange"][];
            readonly changelog: readonly components["schemas"]["ChangelogEntry"][];
            /** @description How many more there are than are listed */
            readonly more: {
                readonly dependencies: number;
                readonly files: number;
                readonly changelog: number;
            };
        };
        /** PackageRelease */
        readonly PackageRelease: {
            readonly release: string;
            /** @description Its update directory, `update_<freeze date>[suffix]` */
            readonly tag: string;
            readonly branch: string;
            readonly stage: components["schemas"]["StageName"];
            /** @description Users have its packages now */
            readonly published: boolean;
            readonly withdrawn: boolean;
            readonly publishedAt: string | null;
            readonly withdrawnAt: string | null;
            readonly builds: readonly components["schemas"]["BuildView"][];
            readonly broughtBy: readonly components["schemas"]["BringingRow"][];
        };
        /** PackageReleases */
        readonly PackageReleases: {
            readonly name: string;
            readonly items: readonly components["schemas"]["PackageRelease"][];
            readonly next: string | null;
        };
        /** PackageVersions */
        readonly PackageVersions: {
            /** @description Source package */
            readonly package: string;
            readonly family: string | null;
            readonly spec: string | null;
            readonly verdict: components["schemas"]["VersionVerdict"] | null;
            /**
             * @description The words of seed 000 §2.2
             * @enum {unknown}
             */
            readonly word: "same" | "unknow";
            readonly builds: readonly components["schemas"]["BuiltVersion"][];
            readonly lookedUpAt: string | null;
            readonly revision: number | null;
            /** @description The scope has changed since */
            readonly isOutdated: boolean;
        };
        /** ParsedComment */
        readonly ParsedComment: {
            readonly commands: readonly components["schemas"]["ReadCommand"][];
        };
        /** PlannedRelease */
        readonly PlannedRelease: {
            readonly branch: string;
            readonly id: string | null;
            /** @description False when it was there already */
            readonly created: boolean;
            readonly code: string | null;
            readonly because: components["schemas"]["Text"] | null;
        };
        /** PlannedReleases */
        readonly PlannedReleases: {
            readonly items: readonly components["schemas"]["PlannedRelease"][];
        };
        /**
         * Problem
         * @description RFC 9457. Members beyond these belong to the type.
         */
        readonly Problem: {
            /** @description `/problems/<code>` */
            readonly type: string;
            readonly title: string;
            readonly status: number;
            /** @description The sentence in the language of Accept-Language */
            readonly detail: string;
            readonly text: components["schemas"]["Text"];
            /** @description Number under which a bug was recorded */
            readonly instance?: string;
        };
        /** ProblemView */
        readonly ProblemView: {
            /** @enum {unknown} */
            readonly kind: "install" | "build" | "imported";
            /** @description Source package */
            readonly package: string;
            /** @description `owner/name` of the repository its issue is in */
            readonly repository: string;
            readonly issue: string | null;
            readonly url: string;
            readonly status: string;
            /** @description Someone who may called it a false alarm */
            readonly falseAlarm: boolean;
        };
        /** ReadCommand */
        readonly ReadCommand: {
            readonly comment: string;
            readonly command: string | null;
            /** @description e.g. `add`, `delete`, `ok` */
            readonly operation: string;
            readonly type: string | null;
            readonly ids: readonly string[];
        };
        /** Readiness */
        readonly Readiness: {
            readonly ready: boolean;
            /** @description What is needed, and whether it can be used */
            readonly checks: {
                readonly [key: string]: boolean;
            };
        };
        /** ReleaseAdvisories */
        readonly ReleaseAdvisories: {
            readonly items: readonly components["schemas"]["AdvisoryView"][];
        };
        /** ReleaseDiff */
        readonly ReleaseDiff: {
            readonly release: string;
            /** @description The self-check that compared; null when none has */
            readonly run: string | null;
            /** @description The scope has changed since */
            readonly isStale: boolean;
            readonly counts: {
                readonly packages: number;
                readonly new: number;
                readonly lower: number;
                readonly sonamesGone: number;
                readonly notCompared: number;
            };
            readonly items: readonly components["schemas"]["PackageDiff"][];
            readonly next: string | null;
        };
        /** ReleaseOrder */
        readonly ReleaseOrder: {
            /** @description Needed unless the title says it */
            readonly branch?: string;
            /** @description `<branch>_update<YYYYMMDD>[suffix]` or `<branch> Update <YYYY/MM/DD> release` */
            readonly title?: string;
            /** @description `update_<freeze date>[suffix]` */
            readonly directory?: string;
            /** @description YYYYMMDD in the branch's time zone */
            readonly date?: string;
            readonly suffix?: string;
            /** @description YYYYMMDD in the branch's time zone */
            readonly freezeDate?: string;
            readonly emergency?: boolean;
            /** @description For every maintained branch; without branch, title and directory */
            readonly all?: boolean;
        };
        /** ReleasePackages */
        readonly ReleasePackages: {
            readonly release: string;
            /** @description Its update directory, `update_<freeze date>[suffix]` */
            readonly tag: string;
            readonly branch: string;
            readonly stage: components["schemas"]["StageName"];
            /** @description Users have its packages now */
            readonly published: boolean;
            readonly withdrawn: boolean;
            readonly publishedAt: string | null;
            readonly withdrawnAt: string | null;
            readonly items: readonly components["schemas"]["ShippedPackage"][];
            readonly next: string | null;
        };
        /** ReleasePage */
        readonly ReleasePage: {
            readonly items: readonly components["schemas"]["ReleaseSummary"][];
            readonly next: string | null;
        };
        /** ReleaseSummary */
        readonly ReleaseSummary: {
            /** @description `<branch>_update<YYYYMMDD>[suffix]` */
            readonly id: string;
            readonly branch: string;
            /** @description YYYYMMDD in the branch's time zone */
            readonly date: string;
            /** @description YYYYMMDD in the branch's time zone */
            readonly freezeDate: string;
            readonly suffix: string;
            /** @description `update_<freeze date>[suffix]` */
            readonly directory: string;
            readonly stage: components["schemas"]["StageName"];
            readonly stageTitle: components["schemas"]["Text"];
            /** @description It had been published and was withdrawn */
            readonly withdrawn: boolean;
            /** @description A run failed to unwind: a person must look */
            readonly stuck: boolean;
            readonly deleted: {
                readonly by: string;
                /** @description ISO 8601, UTC */
                readonly at: string;
                readonly because: string;
            } | null;
            readonly waitingFor: components["schemas"]["Text"];
            readonly counts: {
                readonly cve: number;
                readonly bugfix: number;
                readonly sourcePackages: number;
            };
            readonly issue: {
                readonly repository: string;
                readonly id: string;
                readonly url: string;
            } | null;
            /** @description ISO 8601, UTC */
            readonly createdAt: string;
            /** @description ISO 8601, UTC */
            readonly updatedAt: string;
        };
        /** ReleaseView */
        readonly ReleaseView: {
            /** @description `<branch>_update<YYYYMMDD>[suffix]` */
            readonly id: string;
            readonly branch: string;
            /** @description YYYYMMDD in the branch's time zone */
            readonly date: string;
            /** @description YYYYMMDD in the branch's time zone */
            readonly freezeDate: string;
            readonly suffix: string;
            /** @description `update_<freeze date>[suffix]` */
            readonly directory: string;
            readonly stage: components["schemas"]["StageName"];
            readonly stageTitle: components["schemas"]["Text"];
            /** @description It had been published and was withdrawn */
            readonly withdrawn: boolean;
            /** @description A run failed to unwind: a person must look */
            readonly stuck: boolean;
            readonly deleted: {
                readonly by: string;
                /** @description ISO 8601, UTC */
                readonly at: string;
                readonly because: string;
            } | null;
            readonly waitingFor: components["schemas"]["Text"];
            readonly counts: {
                readonly cve: number;
                readonly bugfix: number;
                readonly sourcePackages: number;
            };
            readonly issue: {
                readonly repository: string;
                readonly id: string;
                readonly url: string;
            } | null;
            /** @description ISO 8601, UTC */
            readonly createdAt: string;
            /** @description ISO 8601, UTC */
            readonly updatedAt: string;
            readonly stages: readonly components["schemas"]["StageView"][];
            readonly gates: readonly components["schemas"]["GateView"][];
            readonly scopeRevision: number;
            readonly items: readonly components["schemas"]["ItemView"][];
            readonly problems: readonly components["schemas"]["ProblemView"][];
            readonly findings: readonly components["schemas"]["Finding"][];
            /** @description The newest one that came to a result; null for a draft */
            readonly selfCheck: components["schemas"]["SelfCheckView"] | null;
            readonly run: components["schemas"]["RunView"] | null;
            readonly runs: readonly components["schemas"]["RunView"][];
            readonly repositories: readonly components["schemas"]["RepositoryLink"][];
            readonly packageCounts: {
                readonly source: number;
                readonly aarch64: number;
                readonly x86_64: number;
            };
            readonly advisories: readonly components["schemas"]["AdvisoryView"][];
            readonly archive: components["schemas"]["ArchiveView"] | null;
            readonly commands: readonly components["schemas"]["CommandView"][];
            readonly imported: components["schemas"]["Imported"] | null;
            readonly trouble: components["schemas"]["Trouble"] | null;
        };
        /**
         * RepoByArch
         * @description `aarch64`, `x86` and further architectures; null: no test repository yet
         */
        readonly RepoByArch: {
            readonly [key: string]: string | null;
        };
        /** RepoOfArchitecture */
        readonly RepoOfArchitecture: {
            readonly architecture: string;
            readonly url: string;
        };
        /** RepoRow */
        readonly RepoRow: {
            readonly repo_type: string;
            readonly url: string;
        };
        /** RepositoryLink */
        readonly RepositoryLink: {
            /** @enum {unknown} */
            readonly kind: "test" | "release";
            readonly family: string;
            readonly arch: string;
            readonly url: string;
        };
        /**
         * Role
         * @enum {string}
         */
        readonly Role: "version-manager" | "developer" | "security" | "tester" | "tc" | "release" | "qa" | "admin";
        /** RunAnswer */
        readonly RunAnswer: {
            readonly run: components["schemas"]["RunView"];
            /** @description It has ended, and its release has moved on by it */
            readonly noted: boolean;
            readonly log: readonly components["schemas"]["RunLogLine"][];
        };
        /** RunList */
        readonly RunList: {
            readonly items: readonly components["schemas"]["RunView"][];
        };
        /** RunLogLine */
        readonly RunLogLine: {
            readonly id: number;
            /** @description ISO 8601, UTC */
            readonly at: string;
            readonly step: string | null;
            /** @enum {unknown} */
            readonly level: "info" | "warn" | "error";
            readonly message: components["schemas"]["Text"];
        };
        /** RunView */
        readonly RunView: {
            readonly id: string;
            readonly plan: string;
            readonly title: components["schemas"]["Text"];
            /** @enum {unknown} */
            readonly kind: "forward" | "undo";
            /** @enum {unknown} */
            readonly state: "queued" | "running" | "done" | "blocked" | "unwinding" | "failed" | "cancelled" | "undone" | "stuck";
            /** @description ISO 8601, UTC */
            readonly startedAt: string;
            readonly endedAt: string | null;
            readonly reason: components["schemas"]["Text"] | null;
            readonly steps: readonly components["schemas"]["StepView"][];
        };
        /** ScriptletChange */
        readonly ScriptletChange: {
            readonly section: string;
            readonly before: string | null;
            readonly after: string | null;
        };
        /** SelfCheckView */
        readonly SelfCheckView: {
            readonly run: string;
            /** @description The scope revision it saw */
            readonly revision: number;
            /** @description Said when the scope has changed since */
            readonly stale: components["schemas"]["Text"] | null;
            readonly findings: readonly components["schemas"]["NumberedFinding"][];
            /** @description What was broken before: blocks nothing */
            readonly before: readonly components["schemas"]["Finding"][];
        };
        /** SessionToken */
        readonly SessionToken: {
            readonly token: string;
        };
        /** ShippedPackage */
        readonly ShippedPackage: {
            /** @description Source package */
            readonly name: string;
            readonly builds: readonly components["schemas"]["BuildView"][];
            readonly broughtBy: readonly components["schemas"]["BringingRow"][];
        };
        /** SignOffView */
        readonly SignOffView: {
            readonly by: string;
            readonly role: string;
            /** @description ISO 8601, UTC */
            readonly at: string;
            /** @description The scope revision it saw */
            readonly revision: number;
        };
        /** SloReport */
        readonly SloReport: {
            /** @description Share that is aimed at */
            readonly target: number;
            readonly met: number;
            readonly missed: number;
            /** @description Share of those met */
            readonly attainment: number | null;
            readonly weeks: readonly components["schemas"]["SloWeek"][];
            readonly open: readonly components["schemas"]["OpenClock"][];
        };
        /** SloView */
        readonly SloView: {
            /** @enum {unknown} */
            readonly state: "running" | "breached" | "met" | "missed" | "none";
            readonly days: number | null;
            readonly due: string | null;
            readonly left: number | null;
            /**
             * @description What the clock started with
             * @enum {unknown}
             */
            readonly from: "published" | "issue" | "added";
        };
        /** SloWeek */
        readonly SloWeek: {
            /** @description Its Monday, YYYYMMDD */
            readonly week: string;
            readonly met: number;
            readonly missed: number;
            /** @description Share of those met */
            readonly attainment: number | null;
        };
        /**
         * StageName
         * @enum {string}
         */
        readonly StageName: "draft" | "scoping" | "verifying" | "testing" | "reviewing" | "publishing" | "announcing" | "released";
        /** StageView */
        readonly StageView: {
            readonly name: components["schemas"]["StageName"];
            readonly title: components["schemas"]["Text"];
            /** @enum {unknown} */
            readonly state: "done" | "current" | "ahead";
        };
        /** StepView */
        readonly StepView: {
            readonly name: string;
            readonly title: components["schemas"]["Text"];
            /** @enum {unknown} */
            readonly state: "waiting" | "prepared" | "running" | "polling" | "done" | "failed" | "undoing" | "undone" | "corrected" | "kept";
            readonly attempts: number;
            readonly startedAt: string | null;
            readonly endedAt: string | null;
            readonly findings: readonly components["schemas"]["Finding"][];
            readonly note: components["schemas"]["Text"] | null;
        };
        /** TagView */
        readonly TagView: {
            readonly tag: string;
            readonly items: readonly components["schemas"]["TaggedRelease"][];
            readonly next: string | null;
        };
        /** TaggedRelease */
        readonly TaggedRelease: {
            readonly release: string;
            /** @description Its update directory, `update_<freeze date>[suffix]` */
            readonly tag: string;
            readonly branch: string;
            readonly stage: components["schemas"]["StageName"];
            /** @description Users have its packages now */
            readonly published: boolean;
            readonly withdrawn: boolean;
            readonly publishedAt: string | null;
            readonly withdrawnAt: string | null;
            readonly packages: readonly components["schemas"]["ShippedPackage"][];
        };
        /** Text */
        readonly Text: {
            readonly zh: string;
            readonly en: string;
        };
        /** Timeline */
        readonly Timeline: {
            readonly items: readonly components["schemas"]["TimelineEntry"][];
        };
        /** TimelineEntry */
        readonly TimelineEntry: {
            readonly id: number;
            /** @description ISO 8601, UTC */
            readonly at: string;
            readonly actor: string;
            readonly role: string | null;
            readonly channel: string;
            readonly onBehalfOf: string | null;
            readonly action: string;
            readonly message: components["schemas"]["Text"];
            readonly run: string | null;
        };
        /** Trouble */
        readonly Trouble: {
            readonly system: string;
            /** @description What was asked of it */
            readonly operation: string;
            readonly message: components["schemas"]["Text"];
            /** @description ISO 8601, UTC */
            readonly since: string;
        };
        /** UpdateList */
        readonly UpdateList: {
            readonly pkglist: readonly string[];
        };
        /** UsersCheck */
        readonly UsersCheck: {
            readonly allowed: boolean;
            readonly because?: components["schemas"]["Text"];
        };
        /** VersionTable */
        readonly VersionTable: {
            /** @description Whether it is known where specs are */
            readonly isConfigured: boolean;
            /** @description The scope revision now */
            readonly revision: number;
            readonly packages: readonly components["schemas"]["PackageVersions"][];
            readonly summary: components["schemas"]["Text"];
        };
        /**
         * VersionVerdict
         * @description The build against the spec: `older` is a build that is older than its spec
         * @enum {string}
         */
        readonly VersionVerdict: "same" | "older" | "newer" | "missing" | "no-spec" | "unresolved" | "failed";
        /** Waiver */
        readonly Waiver: {
            readonly id: number;
            readonly branch: string;
            /** @description Of the finding */
            readonly code: string;
            /** @description What the finding is about: a NEVRA, perhaps with an architecture */
            readonly subject: string;
            /** @description Who answers for it */
            readonly owner: string;
            readonly role: string;
            /** @description ISO 8601, UTC */
            readonly at: string;
            /** @description Its last day, YYYYMMDD in the branch's time zone */
            readonly until: string;
            readonly because: string;
            /** @description The release it was given in */
            readonly release: string;
            readonly wording: string | null;
            /** @enum {unknown} */
            readonly state: "holds" | "expired" | "ended";
            readonly ended: {
                readonly by: string;
                /** @description ISO 8601, UTC */
                readonly at: string;
                readonly release: string;
            } | null;
        };
        /** WaiverPage */
        readonly WaiverPage: {
            readonly items: readonly components["schemas"]["Waiver"][];
            readonly next: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
