// The frame around every page: name, language, who is signed in.

import { Link, Outlet } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSession } from '../features/session/session.tsx'
import { chooseLanguage, useLanguage } from '../i18n/index.ts'
import { roleList } from '../i18n/words.ts'
import { paths } from '../paths.ts'
import { Icon } from '../ui/icon.tsx'
import { Logo } from '../ui/logo.tsx'
import './shell.css'

export function Shell() {
  const { t } = useTranslation()
  return (
    <>
      <a className="skip" href="#content">
        {t('app.skip')}
      </a>
      <header className="top">
        <Link to={paths.releases} className="brand">
          <Logo />
          <span>Slipway</span>
        </Link>
        <nav aria-label={t('app.navigation')}>
          <Link to={paths.releases} activeOptions={{ includeSearch: false }}>
            {t('app.releases')}
          </Link>
          <Link to={paths.slo} activeOptions={{ includeSearch: false }}>
            SLO
          </Link>
        </nav>
        <div className="top-end">
          <LanguageSwitch />
          <Account />
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  )
}

function LanguageSwitch() {
  const { t } = useTranslation()
  const other = useLanguage() === 'zh' ? 'en' : 'zh'
  return (
    <Button type="text" lang={other} title={t('app.switchLanguage')} onClick={() => chooseLanguage(other)}>
      {t('app.otherLanguage')}
    </Button>
  )
}

function Account() {
  const { t } = useTranslation()
  const { me, askToSignIn, signOut } = useSession()
  if (me === undefined) return null
  if (me === null) return <Button onClick={askToSignIn}>{t('session.signIn')}</Button>
  const roles = me.roles.length === 0 ? t('app.none') : roleList(t, me.roles)
  return (
    <>
      <span className="who" title={t('session.roles', { roles })}>
        <Icon name="person" />
        <span className="sr-only">{t('session.signedInAs', { name: '' })}</span>
        <span className="who-name">{me.name}</span>
      </span>
      <Button onClick={signOut}>{t('session.signOut')}</Button>
    </>
  )
}
