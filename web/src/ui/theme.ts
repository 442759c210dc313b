// Ant Design in our colours, light or dark, moving or still, as the system asks.

import { type ThemeConfig, theme } from 'antd'
import { useSyncExternalStore } from 'react'

const fontFamily =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'

const shared = { fontFamily, fontSize: 14, borderRadius: 6, wireframe: false } as const

const light: ThemeConfig = {
  algorithm: theme.defaultAlgorithm,
  token: {
    ...shared,
    colorPrimary: '#14639e',
    colorLink: '#14639e',
    colorSuccess: '#1b7a4b',
    colorWarning: '#b86e00',
    colorError: '#b3261e',
    colorTextBase: '#1b2630',
    colorBgLayout: '#f4f6f8',
    colorBorder: '#c3cdd6',
    colorBorderSecondary: '#dfe5ea',
    colorTextPlaceholder: '#6b7a87',
    colorBgSpotlight: '#26333f',
  },
}

const dark: ThemeConfig = {
  algorithm: theme.darkAlgorithm,
  token: {
    ...shared,
    colorPrimary: '#2f86c4',
    colorLink: '#6fb9ec',
    colorSuccess: '#3da36c',
    colorWarning: '#d0913a',
    colorError: '#dc5c52',
    colorTextBase: '#e2e9ee',
    colorBgBase: '#10161b',
    colorBgContainer: '#182129',
    colorBgElevated: '#1e2932',
    colorBgLayout: '#10161b',
    colorBorder: '#43525f',
    colorBorderSecondary: '#2b3742',
    colorTextPlaceholder: '#8a9ba8',
    colorBgSpotlight: '#36454f',
  },
  components: { Tabs: { itemSelectedColor: '#6fb9ec', itemHoverColor: '#6fb9ec', inkBarColor: '#6fb9ec' } },
}

const still = (config: ThemeConfig): ThemeConfig => ({ ...config, token: { ...config.token, motion: false } })
const stillLight = still(light)
const stillDark = still(dark)

/** Whether the reader's system asks for it, now and when that changes. */
function useWanted(query: MediaQueryList): boolean {
  return useSyncExternalStore(
    onChange => {
      query.addEventListener('change', onChange)
      return () => query.removeEventListener('change', onChange)
    },
    () => query.matches,
  )
}

const darkWanted = window.matchMedia('(prefers-color-scheme: dark)')
const stillWanted = window.matchMedia('(prefers-reduced-motion: reduce)')

export function useTheme(): ThemeConfig {
  const isDark = useWanted(darkWanted)
  if (useWanted(stillWanted)) return isDark ? stillDark : stillLight
  return isDark ? dark : light
}
