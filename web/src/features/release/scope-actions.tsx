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

interface RowActionsProps {
  readonly item: ItemView
  readonly onHistory: (item: ItemView) => void
}

export function RowActions({ item, onHistory }: RowActionsProps) {
  const { t } = useTranslation()
  const { ask } = useCommandDesk()
  const allowed = useAllowed()
  const commands = rowCommands.flatMap(name => {
    const command = wouldChange(item, name) ? allowed(name) : undefined
    return command ? [{ name, give: () => ask(command, `/${name} ${item.issue}`) }] : []
  })
  const isFirst = ({ name }: { name: RowCommand }) =>
    name === 'release' || (item.acceptance === 'pending' && name !== 'no-release')
  const others = commands.filter(command => !isFirst(command))
  const of = item.cve ?? `#${item.issue}`
  return (
    <span className="scope-actions">
      {commands.filter(isFirst).map(({ name, give }) => (
        <Button key={name} size="small" onClick={give} aria-label={t(`row.${name}Of`, { of })}>
          {t(`row.${name}`)}
        </Button>
      ))}
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        menu={{
          items: [
            ...others.map(({ name, give }) => ({ key: name, label: t(`row.${name}`), onClick: give })),
            { key: 'history', label: t('row.history'), onClick: () => onHistory(item) },
          ],
        }}
      >
        <Button type="text" size="small" aria-label={t('row.more', { of })} icon={<Icon name="dots" />} />
      </Dropdown>
    </span>
  )
}
