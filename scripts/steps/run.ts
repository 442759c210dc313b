// Runs our tools one after the other, each to its end, and says at the end which of them failed and how long each took.

import { spawnSync } from 'node:child_process'

export interface ToolStep {
  readonly name: string
  /** A JavaScript program and its arguments; TypeScript files are run through tsx. */
  readonly command: readonly [string, ...string[]]
}

/** Sets the exit code to 1 when a step failed. Later steps run all the same, so that one run tells everything. */
export function runAll(root: string, steps: readonly ToolStep[]): void {
  const failed: string[] = []
  const times: string[] = []
  for (const { name, command } of steps) {
    const began = performance.now()
    const loader = command[0].endsWith('.ts') ? ['--import', 'tsx'] : []
    const { status, error } = spawnSync(process.execPath, [...loader, ...command], { cwd: root, stdio: 'inherit' })
    if (error) throw error
    times.push(`${name} ${((performance.now() - began) / 1000).toFixed(1)} s`)
    if (status !== 0) failed.push(name)
  }
  console.log(times.join(' · '))
  if (failed.length === 0) return
  console.log(`failed: ${failed.join(', ')}`)
  process.exitCode = 1
}
