// Checks who may import whom and what may be done where: `tsx scripts/check-rooms.ts [root]`. Exit 1 on a violation.

import { checkRooms } from './rooms/check.ts'
import { formatViolation, RULES, type RuleName } from './rooms/violations.ts'

// With TypeScript 7 as `typescript`, dependency-cruiser sees nothing and reports success: fewer than this is a failure.
const MINIMUM_MODULES = 30

const { modules, violations } = await checkRooms(process.argv[2] ?? process.cwd(), MINIMUM_MODULES)
for (const violation of violations) console.log(formatViolation(violation))
const broken = [...new Set<RuleName>(violations.map(v => v.rule))]
for (const rule of broken) console.log(`\n${rule}: ${RULES[rule]}`)
console.log(`rooms: ${modules} modules, ${violations.length} violations`)
if (violations.length > 0) process.exitCode = 1
