// The route tree. Every page is loaded when it is first visited; filters live in the address.

import { createRootRoute, createRouter } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { NotFoundPage } from './pages/not-found.tsx'
import { Shell } from './pages/shell.tsx'

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage })

export const router = createRouter({
  routeTree: root,
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
