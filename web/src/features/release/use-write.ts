// Writes to a release once, however often it is sent: under a key that stays until there was an answer.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { ApiProblem, newIdempotencyKey, write } from '../../api/client.ts'

/** What hangs on the release is read anew when the answer is there. */
export function useWrite<Body, Answer>(release: string, address: string) {
  const client = useQueryClient()
  const key = useRef(newIdempotencyKey())
  return useMutation({
    mutationFn: (body: Body) => write<Answer>('POST', address, body, { 'Idempotency-Key': key.current }),
    onSettled: (_, problem) => {
      // Without an answer nobody knows whether it acted: sent again, it must not act twice.
      if (!(problem instanceof ApiProblem && problem.status === 0)) key.current = newIdempotencyKey()
      return client.invalidateQueries({ queryKey: ['release', release] })
    },
  })
}
