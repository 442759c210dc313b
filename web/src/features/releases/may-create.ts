// Who is offered to create a release: those who may on some branch. On which, the server says when it is sent.

import type { Me } from '../../api/types.ts'

export function mayCreate(me: Pick<Me, 'roles'> | null | undefined): boolean {
  return me?.roles.includes('version-manager') ?? false
}
