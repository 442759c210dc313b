// The route tree. Every page is loaded when it is first visited; filters live in the address.

import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import type { ReleaseFilter } from './api/queries.ts'
import { isStageName, itemKinds } from './api/stages.ts'
import type { ItemView } from './api/types.ts'
import { isStanding, type Standing } from './features/release/scope-filter.ts'
import { NotFoundPage } from './pages/not-found.tsx'
import { Shell } from './pages/shell.tsx'
import { paths } from './paths.ts'

interface ReleaseSearch {
  /** Which part of the scope is shown. */
  readonly scope?: ItemView['kind']
  /** Text looked for in the scope. */
  readonly q?: string
  /** Only rows that stand so. */
  readonly show?: Standing
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage })

const releases = createRoute({
  getParentRoute: () => root,
  path: paths.releases,
  validateSearch: (search: Record<string, unknown>): ReleaseFilter => {
    const branch = textOf(search.branch)
    return {
      ...(branch && { branch }),
      ...(isStageName(search.stage) && { stage: search.stage }),
      ...(search.deleted === true && { deleted: true }),
    }
  },
  component: lazyRouteComponent(() => import('./pages/releases.tsx'), 'ReleasesPage'),
})

const release = createRoute({
  getParentRoute: () => root,
  path: paths.release,
  validateSearch: (search: Record<string, unknown>): ReleaseSearch => {
    const scope = itemKinds.find(kind => kind === search.scope)
    const q = textOf(search.q)
    return { ...(scope && { scope }), ...(q && { q }), ...(isStanding(search.show) && { show: search.show }) }
  },
  component: lazyRouteComponent(() => import('./pages/release.tsx'), 'ReleasePage'),
})

const issue = createRoute({
  getParentRoute: () => root,
  path: paths.issue,
  component: lazyRouteComponent(() => import('./pages/issue.tsx'), 'IssuePage'),
})

const slo = createRoute({
  getParentRoute: () => root,
  path: paths.slo,
  validateSearch: (search: Record<string, unknown>): { readonly branch?: string } => {
    const branch = textOf(search.branch)
    return branch ? { branch } : {}
  },
  component: lazyRouteComponent(() => import('./pages/slo.tsx'), 'SloPage'),
})

const packageReleases = createRoute({
  getParentRoute: () => root,
  path: paths.package,
  component: lazyRouteComponent(() => import('./pages/package.tsx'), 'PackagePage'),
})

export const router = createRouter({
  routeTree: root.addChildren([releases, release, issue, slo, packageReleases]),
  basepath: '/ui',
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultPendingComponent: () => (
    <div className="page-wait">
      <Skeleton active />
    </div>
  ),
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
