// Pages of a list with the `Link` header: 30 entries unless asked otherwise, 100 at most.

import { type Answer, type Asked, ok } from './answers.ts'

const DEFAULT_PAGE = 30
const LONGEST_PAGE = 100

/** `address`: of the list as the `Link` header names it, which is not the one that was asked (`/repositories/<id>/…`). */
export function paged(asked: Asked, entries: readonly unknown[], address = asked.path): Answer {
  const size = Math.min(natural(asked.query.get('per_page')) ?? DEFAULT_PAGE, LONGEST_PAGE)
  const page = natural(asked.query.get('page')) ?? 1
  const last = Math.max(1, Math.ceil(entries.length / size))
  const link = (number: number, rel: string) => {
    const query = new URLSearchParams(asked.query)
    query.set('page', String(number))
    return `<${asked.base}${address}?${query}>; rel="${rel}"`
  }
  const links = [
    ...(page > 1 ? [link(page - 1, 'prev')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
    ...(page > 1 ? [link(1, 'first')] : []),
  ]
  return ok(entries.slice((page - 1) * size, page * size), links.length > 0 ? { link: links.join(', ') } : {})
}

function natural(written: string | null): number | undefined {
  return written !== null && /^[1-9]\d{0,8}$/.test(written) ? Number(written) : undefined
}
