// Reads the next page of a list below what is there already.

import { Button } from 'antd'
import { useTranslation } from 'react-i18next'

interface Paged {
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => unknown
}

export function MoreButton({ of }: { readonly of: Paged }) {
  const { t } = useTranslation()
  if (!of.hasNextPage) return null
  return (
    <div className="list-more">
      <Button onClick={() => void of.fetchNextPage()} loading={of.isFetchingNextPage}>
        {t('app.more')}
      </Button>
    </div>
  )
}
