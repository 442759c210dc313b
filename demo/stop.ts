// Stops the server that a demonstration left running in a data directory, and no other process.

import { join, resolve } from 'node:path'
import { repositoryFolder } from './scenario.ts'
import { stopServer } from './server.ts'

const data = resolve(process.argv[2] ?? join(repositoryFolder, 'data', 'demo'))
const stopped = await stopServer(data)
console.log(stopped ? `stopped the server of ${data}` : `no server of ${data} is running`)
