// Failures of the disk told as those of an outside system, so that they are retried or shown and not taken for bugs.

import { ExternalError } from '../../lib/errors.ts'
import { errorCode } from '../../lib/files.ts'

/** May pass: no space, no descriptors, a network mount that stumbles. A missing right or a read-only disk does not. */
const PASSING = ['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE', 'EIO', 'EBUSY', 'EAGAIN', 'ESTALE', 'ETIMEDOUT']

/** The same port, whose promises reject with ExternalError where the file system refused. */
export function tellingDiskErrors<Port extends object>(system: string, port: Port): Port {
  return new Proxy(port, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver)
      if (typeof member !== 'function') return member
      return (...args: readonly unknown[]) => {
        const result: unknown = Reflect.apply(member, target, args)
        return result instanceof Promise
          ? result.catch(error => Promise.reject(told(system, String(name), error)))
          : result
      }
    },
  })
}

function told(system: string, operation: string, error: unknown): unknown {
  const code = errorCode(error)
  if (code === undefined || !(error instanceof Error) || !('syscall' in error)) return error
  const retryable = PASSING.includes(code)
  return new ExternalError({ system, operation, message: error.message, retryable }, { cause: error })
}
