// Completes package-lock.json with the optional packages of other platforms that the registry in use did not have when
// the lock was written. Without their entries `npm ci` calls the lock out of step. Run after every change of packages.

import { readFileSync, writeFileSync } from 'node:fs'
import { completeLock, type Lock } from './lock/complete.ts'

const file = `${import.meta.dirname}/../package-lock.json`
const lock = JSON.parse(readFileSync(file, 'utf8')) as Lock
const { completed, added } = completeLock(lock)
if (added.length > 0) writeFileSync(file, `${JSON.stringify(completed, null, 2)}\n`)
console.log(added.length === 0 ? 'package-lock.json is complete' : `added to package-lock.json: ${added.join(', ')}`)
