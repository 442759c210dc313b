// Branch and stage of the list; the choice goes to the address.

import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
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

  function chooseBranch(value: string) {
    onChoose({ ...(value && { branch: value }), ...(filter.stage && { stage: filter.stage }) })
  }

  function chooseStage(value: string) {
    onChoose({ ...(filter.branch && { branch: filter.branch }), ...(isStageName(value) && { stage: value }) })
  }

  return (
    <search className="filters" aria-label={t('releases.filters')}>
      <Select
        aria-label={t('releases.branch')}
        value={branch}
        onChange={chooseBranch}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        options={[{ value: '', label: t('releases.anyBranch') }, ...known.map(name => ({ value: name, label: name }))]}
      />
      <Select
        aria-label={t('releases.stage')}
        value={filter.stage ?? ''}
        onChange={chooseStage}
        options={[
          { value: '', label: t('releases.anyStage') },
          ...stageNames.map(name => ({ value: name, label: t(`stage.${name}`) })),
        ]}
      />
      {(filter.branch || filter.stage) && (
        <Button type="text" onClick={() => onChoose({})}>
          {t('releases.clear')}
        </Button>
      )}
    </search>
  )
}
