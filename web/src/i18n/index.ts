// Starts i18next with both catalogues: the remembered language, else the browser's, else Chinese.

import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { Text } from '../api/types.ts'
import { enUS } from './en-US.ts'
import { zhCN } from './zh-CN.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof zhCN }
  }
}

export type Language = keyof Text

/** Tags as `<html lang>`, Intl and the API take them. */
export const languageTag = { zh: 'zh-CN', en: 'en-US' } as const satisfies Record<Language, string>

const rememberedUnder = 'slipway.language'

/** The first language of the list that we speak. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split('-')[0]
    if (primary === 'zh' || primary === 'en') return primary
  }
  return 'zh'
}

function remembered(): string | null {
  try {
    return localStorage.getItem(rememberedUnder)
  } catch {
    return null
  }
}

export async function startLanguage(): Promise<void> {
  const language = preferredLanguage([remembered() ?? '', ...navigator.languages])
  i18next.on('languageChanged', tag => {
    document.documentElement.lang = languageTag[tag === 'en' ? 'en' : 'zh']
  })
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { zh: { translation: zhCN }, en: { translation: enUS } },
    interpolation: { escapeValue: false },
  })
}

export function chooseLanguage(language: Language): void {
  try {
    localStorage.setItem(rememberedUnder, language)
  } catch {
    // Storage may be forbidden: the choice then lasts as long as the page.
  }
  void i18next.changeLanguage(language)
}

export function useLanguage(): Language {
  return useTranslation().i18n.language === 'en' ? 'en' : 'zh'
}

/** Picks the language of sentences that come from the server. */
export function useSay(): (text: Text) => string {
  const language = useLanguage()
  return text => text[language]
}
