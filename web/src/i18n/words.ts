// Names that come from the server as codes: translated where we know them, shown as they are where we do not.

import type { TFunction } from 'i18next'
import { zhCN } from './zh-CN.ts'

function isKey<T extends object>(table: T, code: string): code is Extract<keyof T, string> {
  return Object.hasOwn(table, code)
}

export function roleName(t: TFunction, role: string): string {
  return isKey(zhCN.role, role) ? t(`role.${role}`) : role
}

/** Gitee says its states in Chinese. */
const giteeStatus: Readonly<Record<string, keyof typeof zhCN.status>> = {
  待办的: 'open',
  进行中: 'progressing',
  已完成: 'closed',
  已拒绝: 'rejected',
}

/** The state of an issue as one of ours, or null if it is the forge's own word. */
export function knownStatus(status: string): keyof typeof zhCN.status | null {
  return isKey(zhCN.status, status) ? status : (giteeStatus[status] ?? null)
}

export function statusName(t: TFunction, status: string): string {
  const known = knownStatus(status)
  return known === null ? status : t(`status.${known}`)
}

/** Severities are said as the advisory says them, or as dnf does. */
export function severityName(t: TFunction, severity: string): string {
  const code = severity.toLowerCase()
  return isKey(zhCN.severity, code) ? t(`severity.${code}`) : severity
}

export function channelName(t: TFunction, channel: string): string {
  return isKey(zhCN.channel, channel) ? t(`channel.${channel}`) : channel
}

export function roleList(t: TFunction, roles: readonly string[]): string {
  if (roles.length === 0) return t('role.anyone')
  return roles.map(role => roleName(t, role)).join(' · ')
}
