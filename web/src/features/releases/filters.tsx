// Branch and stage of the list; the choice goes to the address.

import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { branchesQuery, type ReleaseFilter } from '../../api/queries.ts'
import { isStageName, stageNames } from '../../api/stages.ts'

interface FiltersProps {
  readonly filter: ReleaseFilter
  readonly onChoose: (filter: ReleaseFilter) => void
}

export function ReleaseFilters({ filter, onChoose }: FiltersProps) {
  const { t } = useTranslation()
  const branches = useQuery(branchesQuery())
  const names = branches.data?.items.map(branch => branch.name) ?? []
  const branch = filter.branch ?? ''
  // A branch from the address stays selectable even if the list of branches cannot be read.
  const known = branch === '' || names.includes(branch) ? names : [branch, ...names]

  function choose(change: { branch?: string; stage?: string; deleted?: boolean }) {
    const next = { ...filter, ...change }
    onChoose({
      ...(next.branch && { branch: next.branch }),
      ...(isStageName(next.stage) && { stage: next.stage }),
      ...(next.deleted && { deleted: true }),
    })
  }

  return (
    <search className="filters" aria-label={t('releases.filters')}>
      <Select
        aria-label={t('releases.branch')}
        value={branch}
        onChange={value => choose({ branch: value })}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        options={[{ value: '', label: t('releases.anyBranch') }, ...known.map(name => ({ value: name, label: name }))]}
      />
      <Select
        aria-label={t('releases.stage')}
        value={filter.stage ?? ''}
        onChange={value => choose({ stage: value })}
        options={[
          { value: '', label: t('releases.anyStage') },
          ...stageNames.map(name => ({ value: name, label: t(`stage.${name}`) })),
        ]}
      />
      <Checkbox checked={filter.deleted === true} onChange={event => choose({ deleted: event.target.checked })}>
        {t('releases.deleted')}
      </Checkbox>
      {(filter.branch || filter.stage) && (
        <Button type="text" onClick={() => onChoose({})}>
          {t('releases.clear')}
        </Button>
      )}
    </search>
  )
}
