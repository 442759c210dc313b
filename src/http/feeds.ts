// A feed of releases as Atom (RFC 4287): what was published, withdrawn, or waits, for readers and chat rooms.

import Type from 'typebox'
import { isRefusal, RefusedError } from '../lib/errors.ts'
import { type Language, languageOf, type Text } from '../lib/text.ts'
import { escapeAttribute, escapeText } from '../lib/xml.ts'
import type { AdvisoryView, ReleasesDoor, ReleaseView } from './doors.ts'
import type { Api } from './openapi.ts'
import { texts } from './texts.ts'

/** The newest so many releases stand in a feed. */
const ENTRIES = 20

type Door = Pick<ReleasesDoor, 'listReleases' | 'readRelease'>

export function feedRoutes(server: Api, releases: Door, publicUrl: string | undefined): void {
  const querystring = Type.Object({
    branch: Type.Optional(Type.String()),
    lang: Type.Optional(Type.Enum(['zh', 'en'])),
  })
  server.get('/feeds/releases.atom', { schema: { hide: true, querystring } }, async (request, reply) => {
    const { branch, lang } = request.query
    const language: Language = lang ?? languageOf(request.headers['accept-language'])
    const page = await releases.listReleases({ limit: ENTRIES, ...(branch === undefined ? {} : { branch }) })
    if (isRefusal(page)) throw new RefusedError(page)
    const views = await Promise.all(page.items.map(item => releases.readRelease(item.id, undefined)))
    const base = (publicUrl ?? `${request.protocol}://${request.host}`).replace(/\/+$/, '')
    const shown = views.filter(view => view !== undefined)
    reply.header('content-type', 'application/atom+xml; charset=utf-8').header('vary', 'accept-language')
    return feedOf(shown, { base, path: request.url, language })
  })
}

function feedOf(releases: readonly ReleaseView[], at: { base: string; path: string; language: Language }): string {
  const updated =
    releases
      .map(r => r.updatedAt)
      .sort()
      .at(-1) ?? new Date(0).toISOString()
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${at.language}">
  <title>${escapeText(texts.feedTitle()[at.language])}</title>
  <id>${escapeText(`${at.base}/feeds/releases.atom`)}</id>
  <link rel="self" href="${escapeAttribute(at.base + at.path)}"/>
  <updated>${updated}</updated>
${releases.map(release => entryOf(release, at)).join('')}</feed>
`
}

function entryOf(release: ReleaseView, { base, language }: { base: string; language: Language }): string {
  const page = `${base}/ui/releases/${encodeURIComponent(release.id)}`
  const say = (said: Text) => said[language]
  const state = release.withdrawn ? say(texts.feedWithdrawn()) : say(release.stageTitle)
  const lines = [say(release.waitingFor), ...release.advisories.map(advisory => advisoryLine(advisory, language))]
  return `  <entry>
    <title>${escapeText(`${release.id}: ${state}`)}</title>
    <id>${escapeText(page)}</id>
    <link href="${escapeAttribute(page)}"/>
    <updated>${release.updatedAt}</updated>
    <published>${release.createdAt}</published>
    <author><name>Slipway</name></author>
    <category term="${escapeAttribute(release.branch)}"/>
    <summary>${escapeText(lines.join('\n'))}</summary>
  </entry>
`
}

function advisoryLine({ id, component, severity, cves, state }: AdvisoryView, language: Language): string {
  const mark = state === 'withdrawn' ? ` (${texts.feedWithdrawn()[language]})` : ''
  return `${id ?? '—'} ${component} ${severity} ${cves.join(' ')}${mark}`
}
