// Every command where an issue's id is unique in the whole forge.

import { tellEveryCommand } from './every-command.ts'

tellEveryCommand('local', 'all')
tellEveryCommand('gitee', 'all')
