// Made from docs/generated/openapi.json by scripts/api-types.ts. Not to be changed by hand.

export interface paths {
    readonly "/healthz": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The process answers */
        readonly get: operations["readHealth"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/readyz": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Everything the server needs can be used; 503 otherwise */
        readonly get: operations["readReadiness"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/releases": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Releases, newest first */
        readonly get: operations["listReleases"];
        readonly put?: never;
        /** Create a release; the same branch, date and suffix again give the one that exists (200) */
        readonly post: operations["createRelease"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/releases/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One release with its stages, gates, scope, runs and commands */
        readonly get: operations["readRelease"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/releases/{id}/commands": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Give commands as in a comment; a problem with `outcomes` when every one is refused */
        readonly post: operations["submitCommands"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/releases/{id}/timeline": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What happened: the entries behind `after`, or the newest ones; oldest first */
        readonly get: operations["readTimeline"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/releases/{id}/advisories": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The advisories of a release, drafts included */
        readonly get: operations["listReleaseAdvisories"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/releases/{id}/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Follow a release: events `entry` (a TimelineEntry, with its id) and `changed` (read it anew) */
        readonly get: operations["followRelease"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/runs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Runs, newest first */
        readonly get: operations["listRuns"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/runs/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One run with its log */
        readonly get: operations["readRun"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/advisories": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Published and withdrawn advisories */
        readonly get: operations["listAdvisories"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/advisories/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One advisory by its number */
        readonly get: operations["readAdvisory"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/branches": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Branches that releases are made for */
        readonly get: operations["listBranches"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/log": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Entries behind `after`, or the newest ones; oldest first */
        readonly get: operations["readLog"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/me": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who is signed in, with their roles by branch; 401 when nobody is */
        readonly get: operations["readMe"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/session": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Sign a browser in by a bearer token, which it then holds in a cookie */
        readonly post: operations["startSession"];
        /** Sign the browser out */
        readonly delete: operations["endSession"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** AdvisoryList */
        readonly AdvisoryList: {
            readonly items: readonly components["schemas"]["AdvisoryView"][];
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
        /** BranchList */
        readonly BranchList: {
            readonly items: readonly components["schemas"]["BranchView"][];
        };
        /** BranchView */
        readonly BranchView: {
            readonly name: string;
            /** @description IANA name; civil dates of the branch are meant in it */
            readonly timezone: string;
        };
        /** CommandAnswer */
        readonly CommandAnswer: {
            readonly outcomes: readonly components["schemas"]["CommandOutcome"][];
        };
        /** CommandOutcome */
        readonly CommandOutcome: {
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
            /** @description Command that opens it, e.g. `/cve-ok` */
            readonly command: string;
        };
        /** Health */
        readonly Health: {
            /** @enum {unknown} */
            readonly status: "ok";
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
        /** ReleaseOrder */
        readonly ReleaseOrder: {
            readonly branch: string;
            /** @description YYYYMMDD in the branch's time zone */
            readonly date?: string;
            readonly suffix?: string;
            /** @description YYYYMMDD in the branch's time zone */
            readonly freezeDate?: string;
            readonly emergency?: boolean;
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
            readonly findings: readonly components["schemas"]["Finding"][];
            readonly run: components["schemas"]["RunView"] | null;
            readonly runs: readonly components["schemas"]["RunView"][];
            readonly repositories: readonly components["schemas"]["RepositoryLink"][];
            readonly packageCounts: {
                readonly source: number;
                readonly aarch64: number;
                readonly x86_64: number;
            };
            readonly advisories: readonly components["schemas"]["AdvisoryView"][];
            readonly commands: readonly components["schemas"]["CommandView"][];
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
        /** SessionToken */
        readonly SessionToken: {
            readonly token: string;
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
            readonly action: string;
            readonly message: components["schemas"]["Text"];
            readonly run: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly readHealth: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    readonly readReadiness: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description Service Unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    readonly listReleases: {
        readonly parameters: {
            readonly query: {
                readonly branch?: string;
                readonly stage?: components["schemas"]["StageName"];
                readonly limit: number;
                /** @description `next` of the page before */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ReleasePage"];
                };
            };
            /** @description Refused */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createRelease: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ReleaseOrder"];
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ReleaseView"];
                };
            };
            /** @description Created */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ReleaseView"];
                };
            };
            /** @description Refused */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly readRelease: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ReleaseView"];
                };
            };
            /** @description Refused */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly submitCommands: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key again does not act twice */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CommandText"];
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CommandAnswer"];
                };
            };
            /** @description Refused */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly readTimeline: {
        readonly parameters: {
            readonly query: {
                /** @description Only entries behind this number */
                readonly after?: number;
                readonly limit: number;
            };
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Timeline"];
                };
            };
            /** @description Refused */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listReleaseAdvisories: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ReleaseAdvisories"];
                };
            };
            /** @description Refused */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly followRelease: {
        readonly parameters: {
            readonly query?: {
                /** @description Only entries behind this number */
                readonly after?: number;
            };
            readonly header?: {
                /** @description Sent by the browser when it connects again */
                readonly "last-event-id"?: string;
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The stream */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": string;
                };
            };
            /** @description Refused */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listRuns: {
        readonly parameters: {
            readonly query: {
                readonly release?: string;
                readonly limit: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RunList"];
                };
            };
            /** @description Refused */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly readRun: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RunAnswer"];
                };
            };
            /** @description Refused */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listAdvisories: {
        readonly parameters: {
            readonly query?: {
                readonly branch?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdvisoryList"];
                };
            };
            /** @description Refused */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly readAdvisory: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdvisoryView"];
                };
            };
            /** @description Refused */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listBranches: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["BranchList"];
                };
            };
            /** @description Refused */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly readLog: {
        readonly parameters: {
            readonly query: {
                readonly subject?: string;
                /** @description Only entries behind this number */
                readonly after?: number;
                readonly limit: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["LogPage"];
                };
            };
            /** @description Refused */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly readMe: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Refused */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly startSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SessionToken"];
            };
        };
        readonly responses: {
            /** @description Done */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly endSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            readonly "4XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Failed */
            readonly "5XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
