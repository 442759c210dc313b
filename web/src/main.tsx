// Starts the pages: language, theme, queries, session, routes.

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { ConfigProvider } from 'antd'
import enLocale from 'antd/locale/en_US'
import zhLocale from 'antd/locale/zh_CN'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { isPassing } from './features/problem.tsx'
import { SessionProvider } from './features/session/session.tsx'
import { startLanguage, useLanguage } from './i18n/index.ts'
import { router } from './routes.tsx'
import { useTheme } from './ui/theme.ts'
import './ui/theme.css'
import './ui/pieces.css'

const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 2_000, retry: (failures, problem) => isPassing(problem) && failures < 2 },
  },
})

function App() {
  const theme = useTheme()
  const locale = useLanguage() === 'zh' ? zhLocale : enLocale
  return (
    <ConfigProvider theme={theme} locale={locale} button={{ autoInsertSpace: false }}>
      <QueryClientProvider client={queries}>
        <SessionProvider>
          <RouterProvider router={router} />
        </SessionProvider>
      </QueryClientProvider>
    </ConfigProvider>
  )
}

await startLanguage()
const place = document.getElementById('root')
if (place === null) throw new Error('index.html has no #root')
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
