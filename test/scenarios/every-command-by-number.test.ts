// Every command where an issue has a number, unique in its repository only.

import { tellEveryCommand } from './every-command.ts'

tellEveryCommand('gitcode', 'by-number')
tellEveryCommand('github', 'by-number')
