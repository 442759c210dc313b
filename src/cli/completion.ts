// Completion for bash and zsh, made from the verbs and options of the program itself and of its other spellings. Pure.

import type { Command } from 'commander'
import { commonOptions } from './compat/words.ts'
import { spellings } from './spellings.ts'

export type Shell = 'bash' | 'zsh'

/** A place on the command line (`slipway release show`), and the words that may follow there. */
interface Place {
  readonly path: string
  readonly words: readonly string[]
}

/** Words that are the value of an option, by the option's name. */
type Choices = ReadonlyMap<string, readonly string[]>

export function completionScript(shell: Shell, program: Command): string {
  const places = [...placesOf(program, [], []), ...spellings.flatMap(placesOfSpelling)]
  const choices = choicesOf(program)
  const programs = [program.name(), ...spellings.map(s => s.name), 'upload_update_list']
  return shell === 'bash' ? bashScript(programs, places, choices) : zshScript(programs, places, choices)
}

function placesOf(command: Command, above: readonly string[], inherited: readonly string[]): Place[] {
  const path = [...above, command.name()]
  const options = [...inherited, ...command.options.map(o => o.long ?? o.short ?? ''), '--help'].filter(Boolean)
  const values = command.registeredArguments.flatMap(a =>
    /^\w+( \| \w+)+$/.test(a.description) ? a.description.split(' | ') : [],
  )
  const verbs = command.commands.map(c => c.name())
  const own: Place = { path: path.join(' '), words: [...new Set([...verbs, ...values, ...options])] }
  return [
    own,
    ...command.commands.flatMap(c =>
      placesOf(
        c,
        path,
        options.filter(o => o !== '--version'),
      ),
    ),
  ]
}

function placesOfSpelling(spelling: (typeof spellings)[number]): Place[] {
  const common = Object.keys(commonOptions).filter(name => name !== 'h' && name !== 'giteeid' && name !== 'nowait')
  const shared = ['-giteeid', ...common.map(name => `--${written[name] ?? name}`)]
  const [only] = spelling.verbs
  const top: Place = {
    path: spelling.name,
    words: only?.name === '' ? shared : [...spelling.verbs.map(v => v.name), '--help', '--version'],
  }
  const verbs = spelling.verbs.filter(v => v.name !== '')
  const dash = spelling.isConsole ? '--' : '-'
  return [
    top,
    ...verbs.map(v => ({
      path: `${spelling.name} ${v.name}`,
      words: [...Object.keys(v.options).map(name => `${dash}${name}`), ...shared],
    })),
  ]
}

const written: Readonly<Record<string, string>> = { tokenfile: 'token-file', dryrun: 'dry-run' }

function choicesOf(command: Command): Choices {
  const own = command.options.flatMap(o => (o.long && o.argChoices ? [[o.long, o.argChoices] as const] : []))
  return new Map([...own, ...command.commands.flatMap(c => [...choicesOf(c)])])
}

/** `case` patterns that walk from a place to the one below it. */
function steps(places: readonly Place[]): string {
  return places
    .map(p => p.path)
    .filter(path => path.includes(' '))
    .map(path => `'${path}'`)
    .join('|')
}

function bashScript(programs: readonly string[], places: readonly Place[], choices: Choices): string {
  return `# Completion of slipway and its other spellings for bash: source <(slipway completion bash)
_slipway() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} words='' word i
  local place=\${COMP_WORDS[0]##*/}
  place=\${place//_/-}
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    case "$place $word" in
      ${steps(places)}) place="$place $word" ;;
    esac
  done
  case "$before" in
${[...choices].map(([option, values]) => `    ${option}) words='${values.join(' ')}' ;;`).join('\n')}
  esac
  [ -n "$words" ] || case "$place" in
${places.map(p => `    '${p.path}') words='${p.words.join(' ')}' ;;`).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _slipway ${programs.join(' ')}
`
}

function zshScript(programs: readonly string[], places: readonly Place[], choices: Choices): string {
  return `#compdef ${programs.join(' ')}
# Completion of slipway and its other spellings for zsh: source <(slipway completion zsh)
(( \${+functions[compdef]} )) || { autoload -Uz compinit && compinit }
_slipway() {
  local word place=\${\${words[1]:t}//_/-}
  for word in \${words[2,CURRENT-1]}; do
    case "$place $word" in
      (${steps(places)}) place="$place $word" ;;
    esac
  done
  case "\${words[CURRENT-1]}" in
${[...choices].map(([option, values]) => `    (${option}) compadd -- ${values.join(' ')}; return ;;`).join('\n')}
  esac
  case "$place" in
${places.map(p => `    ('${p.path}') compadd -- ${p.words.join(' ')} ;;`).join('\n')}
  esac
}
compdef _slipway ${programs.join(' ')}
`
}
