// What can be done with a row: the commands that may be given now, ready to send, and its history.

import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ItemView } from '../../api/types.ts'
import { Icon } from '../../ui/icon.tsx'
import { useAllowed, useCommandDesk } from './command-desk.tsx'

const rowCommands = ['accept', 'refuse', 'no-release', 'release'] as const
type RowCommand = (typeof rowCommands)[number]

/** Commands that would leave the row as it is are not offered: what a row is comes with it. */
function wouldChange(item: ItemView, command: RowCommand): boolean {
  if (item.kind === 'test' || item.issue === '') return false
  if (command === 'accept') return item.acceptance !== 'accepted'
  if (command === 'refuse') return item.acceptance !== 'refused'
  return command === 'release' ? item.left !== null : item.left === null
}

/** Done at once: judging what waits, bringing back what was left. The others are in the menu. */
function isFirst(item: ItemView, command: RowCommand): boolean {
  return command === 'release' || (item.acceptance === 'pending' && command !== 'no-release')
}

function useRowCommands(item: ItemView) {
  const { ask } = useCommandDesk()
  const allowed = useAllowed()
  return rowCommands.flatMap(name => {
    const command = wouldChange(item, name) ? allowed(name) : undefined
    return command ? [{ name, give: () => ask(command, `/${name} ${item.issue}`) }] : []
  })
}

export function RowButtons({ item }: { readonly item: ItemView }) {
  const { t } = useTranslation()
  const commands = useRowCommands(item).filter(({ name }) => isFirst(item, name))
  if (commands.length === 0) return null
  return (
    <span className="scope-buttons">
      {commands.map(({ name, give }) => (
        <Button key={name} size="small" onClick={give} aria-label={t(`row.${name}Of`, { of: nameOf(item) })}>
          {t(`row.${name}`)}
        </Button>
      ))}
    </span>
  )
}

function nameOf(item: ItemView): string {
  return item.cve ?? `#${item.issue}`
}

interface RowMenuProps {
  readonly item: ItemView
  readonly onHistory: (item: ItemView) => void
}

export function RowMenu({ item, onHistory }: RowMenuProps) {
  const { t } = useTranslation()
  const commands = useRowCommands(item).filter(({ name }) => !isFirst(item, name))
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items: [
          ...commands.map(({ name, give }) => ({ key: name, label: t(`row.${name}`), onClick: give })),
          { key: 'history', label: t('row.history'), onClick: () => onHistory(item) },
        ],
      }}
    >
      <Button type="text" size="small" aria-label={t('row.more', { of: nameOf(item) })} icon={<Icon name="dots" />} />
    </Dropdown>
  )
}
