// Who is signed in, for every page; the dialog to sign in is loaded when it is first wanted.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, lazy, type ReactNode, Suspense, useContext, useState } from 'react'
import { write } from '../../api/client.ts'
import { meQuery } from '../../api/queries.ts'
import type { Me } from '../../api/types.ts'
import { api } from '../../paths.ts'

interface Session {
  /** Null while nobody is signed in, undefined while that is not known. */
  readonly me: Me | null | undefined
  readonly askToSignIn: () => void
  readonly signOut: () => void
}

const SignInDialog = lazy(() => import('./sign-in-dialog.tsx').then(module => ({ default: module.SignInDialog })))

const SessionContext = createContext<Session | null>(null)

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('useSession outside of SessionProvider')
  return session
}

export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient()
  const me = useQuery(meQuery())
  // Undefined until the dialog was wanted once.
  const [isAsking, setAsking] = useState<boolean>()
  // What is allowed comes with the data: another person sees other buttons.
  const renewAll = () => client.invalidateQueries()
  const signOut = useMutation({ mutationFn: () => write<void>('DELETE', api.session), onSettled: renewAll })
  const session: Session = { me: me.data, askToSignIn: () => setAsking(true), signOut: () => signOut.mutate() }
  return (
    <SessionContext value={session}>
      {children}
      {isAsking !== undefined && (
        <Suspense>
          <SignInDialog isOpen={isAsking} onClose={() => setAsking(false)} onSignedIn={renewAll} />
        </Suspense>
      )}
    </SessionContext>
  )
}
