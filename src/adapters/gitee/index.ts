// The front door of the Gitee adapter. GitCode's, of the same family, is made of the same parts.

import type { Forge, ForgeHook } from '../../ports/index.ts'
import { dialects } from './dialects.ts'
import { createForge, type ForgeSettings } from './forge.ts'
import { createHook, type HookSettings } from './webhook.ts'

export type VendorSettings = Omit<ForgeSettings, 'dialect'>
export type VendorHookSettings = Omit<HookSettings, 'dialect'>

export function createGiteeForge(settings: VendorSettings): Forge {
  return createForge({ ...settings, dialect: dialects.gitee })
}

export function createGiteeHook(settings: VendorHookSettings): ForgeHook {
  return createHook({ ...settings, dialect: dialects.gitee })
}

export function createGitcodeForge(settings: VendorSettings): Forge {
  return createForge({ ...settings, dialect: dialects.gitcode })
}

export function createGitcodeHook(settings: VendorHookSettings): ForgeHook {
  return createHook({ ...settings, dialect: dialects.gitcode })
}
