import { createServer, type RequestListener, type Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { createApi } from '../../demo/api.ts'
import { createHttp } from '../../demo/http.ts'

const servers: Server[] = []

function serve(listener: RequestListener, port = 0): Promise<number> {
  const server = createServer(listener)
  servers.push(server)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise(resolve => server.close(() => resolve()))
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map(close))
})

describe('a patient caller', () => {
  it('waits for a server that is away', async () => {
    const port = await serve(() => {})
    await Promise.all(servers.splice(0).map(close))
    const asked = createHttp(`http://127.0.0.1:${port}`, 5_000).text('/here')
    await new Promise(resolve => setTimeout(resolve, 400))
    await serve((_, answer) => answer.end('back'), port)
    expect(await asked).toBe('back')
  })

  it('gives up in the end, and says the words of the server otherwise', async () => {
    const port = await serve((_, answer) => answer.writeHead(409).end('{"title":"no"}'))
    const http = createHttp(`http://127.0.0.1:${port}`, 200)
    await expect(http.json('/x', { method: 'POST', body: {} })).rejects.toThrow('POST /x answered 409: {"title":"no"}')
    await Promise.all(servers.splice(0).map(close))
    await expect(http.text('/x')).rejects.toThrow('cannot be reached')
  })

  it('knows whether the server was away, and waits until it is back', async () => {
    const port = await serve((_, answer) => answer.end('{}'))
    const http = createHttp(`http://127.0.0.1:${port}`, 5_000)
    expect(await http.wasAway()).toBe(false)
    await Promise.all(servers.splice(0).map(close))
    const asked = http.wasAway()
    await serve((_, answer) => answer.end('{}'), port)
    expect(await asked).toBe(true)
  })

  it('does not post a comment again that arrived before the connection broke', async () => {
    const comments: { id: number; body: string; author: { login: string } }[] = [
      { id: 1, body: '/check-ok', author: { login: 'zhouming' } },
    ]
    let posts = 0
    const port = await serve((request, answer) => {
      if (request.method === 'GET') return void answer.end(JSON.stringify(comments))
      posts++
      comments.push({ id: comments.length + 1, body: '/check-ok', author: { login: 'zhouming' } })
      request.socket.destroy()
    })
    const api = createApi(createHttp(`http://127.0.0.1:${port}`, 5_000))
    const mine = await api.comment('t', { repository: 'o/r', id: 'I1' }, 'zhouming', '/check-ok')
    expect([mine.id, posts, comments.length]).toEqual(['2', 1, 2])
  })

  it('posts again when the comment did not arrive', async () => {
    const comments: object[] = []
    let posts = 0
    const port = await serve((request, answer) => {
      if (request.method === 'GET') return void answer.end(JSON.stringify({ items: comments }))
      if (posts++ === 0) return void request.socket.destroy()
      const comment = { id: 'c1', body: '/cve-ok', author: 'zhaofeng' }
      comments.push(comment)
      answer.end(JSON.stringify(comment))
    })
    const api = createApi(createHttp(`http://127.0.0.1:${port}`, 5_000))
    await api.comment('t', { repository: 'o/r', id: 'I1' }, 'zhaofeng', '/cve-ok')
    expect([posts, comments.length]).toEqual([2, 1])
  })
})
