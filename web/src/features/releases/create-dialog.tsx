// A new release: of one branch or of all. Who may create it, and whether the date is free, the server says.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Checkbox, Input, Modal, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem, newIdempotencyKey, write } from '../../api/client.ts'
import { branchesQuery } from '../../api/queries.ts'
import type { PlannedReleases, ReleaseView } from '../../api/types.ts'
import { useSay } from '../../i18n/index.ts'
import { api, paths } from '../../paths.ts'
import { Callout } from '../../ui/callout.tsx'
import { useProblemSentence } from '../problem.tsx'

interface CreateDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

export function CreateDialog({ isOpen, onClose }: CreateDialogProps) {
  const { t } = useTranslation()
  return (
    <Modal open={isOpen} onCancel={onClose} title={t('create.title')} footer={null} destroyOnHidden width={480}>
      <CreateForm onClose={onClose} />
    </Modal>
  )
}

type Created = ReleaseView | PlannedReleases

const allBranches = '*'

function useCreate(onOne: (id: string) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (order: object) =>
      write<Created>('POST', api.newRelease, order, { 'Idempotency-Key': newIdempotencyKey() }),
    onSuccess: created => 'id' in created && onOne(created.id),
    onSettled: () => client.invalidateQueries({ queryKey: ['releases'] }),
  })
}

function CreateForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const sentence = useProblemSentence()
  const branches = useQuery(branchesQuery())
  const [branch, setBranch] = useState<string>()
  const [date, setDate] = useState('')
  const [freezeDate, setFreezeDate] = useState('')
  const [suffix, setSuffix] = useState('')
  const [isEmergency, setEmergency] = useState(false)
  const create = useCreate(id => void navigate({ to: paths.release, params: { id } }))
  const isAll = branch === allBranches

  function submit(event: FormEvent) {
    event.preventDefault()
    create.mutate({
      ...(isAll ? { all: true } : { branch }),
      ...(date && { date: date.replaceAll('-', '') }),
      ...(freezeDate && { freezeDate: freezeDate.replaceAll('-', '') }),
      ...(suffix.trim() && { suffix: suffix.trim() }),
      ...(isEmergency && { emergency: true }),
    })
  }

  return (
    <form className="dialog-form" onSubmit={submit}>
      <label htmlFor="create-branch">{t('releases.branch')}</label>
      <Select
        id="create-branch"
        aria-label={t('releases.branch')}
        value={branch ?? null}
        placeholder={t('create.choose')}
        onChange={value => setBranch(value ?? undefined)}
        showSearch={{ optionFilterProp: 'label' }}
        options={[
          ...(branches.data?.items ?? []).map(({ name }) => ({ value: name, label: name })),
          { value: allBranches, label: t('create.all') },
        ]}
      />
      <label htmlFor="create-date">{t('create.date')}</label>
      <Input id="create-date" type="date" value={date} onChange={event => setDate(event.target.value)} />
      <label htmlFor="create-freeze">{t('create.freezeDate')}</label>
      <Input id="create-freeze" type="date" value={freezeDate} onChange={event => setFreezeDate(event.target.value)} />
      <label htmlFor="create-suffix">{t('create.suffix')}</label>
      <Input
        id="create-suffix"
        className="mono"
        autoComplete="off"
        value={suffix}
        onChange={event => setSuffix(event.target.value)}
      />
      <Checkbox checked={isEmergency} onChange={event => setEmergency(event.target.checked)}>
        {t('create.emergency')}
      </Checkbox>
      <div aria-live="polite" className="command-outcomes">
        {create.error && (
          <Callout tone={create.error instanceof ApiProblem && create.error.status < 500 ? 'warn' : 'bad'}>
            {sentence(create.error)}
          </Callout>
        )}
        {create.data && !('id' in create.data) && <Plans plans={create.data} />}
      </div>
      <div className="dialog-buttons">
        <Button onClick={onClose}>{create.data ? t('app.close') : t('app.cancel')}</Button>
        <Button type="primary" htmlType="submit" disabled={branch === undefined} loading={create.isPending}>
          {t('create.send')}
        </Button>
      </div>
    </form>
  )
}

/** What became of each branch when all were asked for. */
function Plans({ plans }: { readonly plans: PlannedReleases }) {
  const { t } = useTranslation()
  const say = useSay()
  return plans.items.map(({ branch, id, created, because }) => (
    <Callout key={branch} tone={id === null ? 'warn' : created ? 'good' : 'note'} title={branch}>
      {id ?? ''} {because ? say(because) : t(created ? 'create.created' : 'create.existed')}
    </Callout>
  ))
}
