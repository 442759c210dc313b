// Closing without waiting for those who want nothing: browsers open connections in advance and send nothing on them,
// which Node does not count as idle. Answers under way get a grace time.

import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

const GRACE_MS = 5000

export function closeInTime(fastify: FastifyInstance): void {
  const unused = new Set<Socket>()
  fastify.server.on('connection', socket => {
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  fastify.server.on('request', request => unused.delete(request.socket))
  fastify.addHook('preClose', async () => {
    for (const socket of unused) socket.destroy()
    setTimeout(() => fastify.server.closeAllConnections(), GRACE_MS).unref()
  })
}
