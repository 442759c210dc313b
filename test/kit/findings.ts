// Releases behind a self-check with findings, and what waives them: shared by tests of waivers and of stale self-checks.

import type { Finding } from '../../src/flow/index.ts'
import { isRefusal } from '../../src/lib/errors.ts'
import type { Release } from '../../src/releases/model.ts'
import { noSetting } from '../../src/releases/setting.ts'
import { decided, ended, standingAt } from './story.ts'

export const at = new Date('2026-11-23T01:00:00Z')
export const setting = { ...noSetting, timezone: 'Asia/Shanghai' }

export function finding(code: string, subject: string): Finding {
  return { code, subject, message: { zh: `${subject} 不行`, en: `${subject} fails` }, blocking: true }
}

export const boat = finding('unmet-requirement', 'boat-1.0-1.x86_64')
export const pier = finding('not-installable', 'pier-1.1-1.x86_64 (x86_64)')
export const torn = finding('truncated-rpm', 'oar-1.0-1.x86_64.rpm')

/** A release behind a self-check with these findings. */
export function blocked(findings: readonly Finding[], more: { isPartial?: boolean } = {}): Release {
  return ended(standingAt('verifying'), 'blocked', { findings, ...more })
}

export const mary = { roles: ['version-manager'], setting } as const

export function answer(release: Release, comment: string, how: Parameters<typeof decided>[2] = {}): string {
  const decision = decided(release, comment, { ...mary, ...how })
  return isRefusal(decision) ? `${decision.code}: ${decision.because.en}` : decision.message.en
}

export const waive = '/waive F1 until 2026-12-01 because upstream knows'
