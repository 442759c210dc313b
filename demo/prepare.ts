// Makes a data directory ready for a demonstration: refuses what is in the way, clears an earlier demonstration, lays
// out builds and base repositories, and writes the server's configuration.

import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Text, text } from '../src/lib/text.ts'
import { buildDistribution, type Distribution, openDistribution } from './build.ts'
import { serverConfig } from './config.ts'
import type { Options } from './options.ts'
import { repositoryFolder } from './scenario.ts'
import { portIsFree, runningServer } from './server.ts'
import { layOut, workplaceIn } from './workplace.ts'

/** Marks a directory as a demonstration's, which the next one may clear. */
const MARK = '.slipway-demo'

export const configFile = (data: string) => join(data, 'demo-config.yaml')

/** What stands in the way, said in one sentence. */
export class InTheWay extends Error {
  readonly sentence: Text
  constructor(sentence: Text) {
    super(sentence.en)
    this.sentence = sentence
  }
}

export async function takeDistribution(options: Pick<Options, 'builds'>): Promise<Distribution & { reused: boolean }> {
  if (options.builds === undefined) return buildDistribution({ out: join(repositoryFolder, '.cache', 'demo') })
  const kept = await openDistribution(options.builds)
  if (!kept)
    throw new InTheWay(
      text(`${options.builds} 中没有构建好的发行版`, `${options.builds} holds no distribution built before`),
    )
  return { ...kept, reused: true }
}

/** Looks before anything is built or removed. */
export async function checkTheWay(options: Pick<Options, 'data' | 'port'>): Promise<void> {
  const { data, port } = options
  if (data !== undefined) {
    const running = await runningServer(data)
    if (running) {
      throw new InTheWay(
        text(
          `演示已在 ${running.url}/ 运行（pid ${running.pid}）；先用 make stop 停止，再重新开始`,
          `a demonstration is already running at ${running.url}/ (pid ${running.pid}): look at it there, or run make stop first to play it anew`,
        ),
      )
    }
    const names: readonly string[] = await readdir(data).catch(() => [])
    if (names.length > 0 && !names.includes(MARK)) {
      throw new InTheWay(
        text(
          `${data} 中有不属于演示的内容；请用 DATA= 指定其他目录`,
          `${data} holds something that is no demonstration: name another directory`,
        ),
      )
    }
  }
  if (port !== undefined && !(await portIsFree(port))) {
    throw new InTheWay(
      text(
        `端口 ${port} 被其他程序占用；请用 make demo PORT=… 指定其他端口`,
        `port ${port} is taken by another program: end it, or choose another one with make demo PORT=…`,
      ),
    )
  }
}

/** An empty, marked directory: the given one, cleared of an earlier demonstration, or a fresh one. */
export async function freshData(data: string | undefined): Promise<string> {
  if (data !== undefined) await rm(data, { recursive: true, force: true })
  await mkdir(data ?? join(repositoryFolder, 'data'), { recursive: true })
  const made = data ?? (await mkdtemp(join(repositoryFolder, 'data', 'demo-ci-')))
  await writeFile(join(made, MARK), 'This directory belongs to the demonstration: make demo clears it.\n')
  return made
}

export async function layOutWorld(built: Distribution, data: string, port: number): Promise<void> {
  const place = workplaceIn(data)
  await layOut(built, place)
  await writeFile(configFile(data), serverConfig(place, `http://127.0.0.1:${port}`))
}
