// The demonstration from end to end: builds a small distribution, starts the real program, and plays three releases over
// the same API and comments that people use. Ends with 0 only when everything was as the story says.

import { rm, writeFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { text } from '../src/lib/text.ts'
import { createApi } from './api.ts'
import type { Distribution } from './build.ts'
import { createHttp } from './http.ts'
import { defaultData, type Options, readOptions, usage } from './options.ts'
import { createPeople } from './people.ts'
import { checkTheWay, configFile, freshData, InTheWay, layOutWorld, takeDistribution } from './prepare.ts'
import { recordPublished, recordSteps } from './record.ts'
import { createReport, type Report } from './report.ts'
import { distribution, releases } from './scenario.ts'
import { freePort, serverLog, startServer, stopServer, waitUntilReady } from './server.ts'
import type { Play } from './story/play.ts'
import { playReleased } from './story/released.ts'
import { putSpecs } from './story/specs.ts'
import { type Outcome, summarise } from './story/summary.ts'
import { playWaiting } from './story/waiting.ts'
import { playWithdrawn } from './story/withdrawn.ts'
import { workplaceIn } from './workplace.ts'

/** The data directory whose server we started and have to end; undefined when there is none. */
let ours: string | undefined

/** What went wrong was printed where it happened. */
class AlreadySaid extends Error {}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2))
  if ('wrong' in options) {
    console.error(`${options.wrong}\n\n${usage}`)
    return 2
  }
  const report = createReport({
    language: options.language,
    write: output => void process.stdout.write(output),
    terminal: process.stdout.isTTY,
    now: Date.now,
  })
  try {
    await run(options, report)
    return 0
  } catch (error) {
    if (error instanceof AlreadySaid) return 1
    const sentence =
      error instanceof InTheWay ? report.say(error.sentence) : error instanceof Error ? error.message : String(error)
    report.line(sentence)
    return 1
  } finally {
    const counts = report.counts()
    if (options.summary) await writeFile(options.summary, `${JSON.stringify(counts)}\n`)
  }
}

async function run(options: Options, report: Report): Promise<void> {
  const since = Date.now()
  if (options.url === undefined) await checkTheWay(options)
  if (options.until === 'look') return
  report.chapter(text('Slipway 演示', 'Slipway demonstration'))
  const built = await report.step(
    text('构建演示发行版的 RPM 与基线仓库', 'build the RPMs and base repositories of the demonstration distribution'),
    () => takeDistribution(options),
  )
  const rpms = built.entries.filter(entry => entry.builtFor !== 'source').length
  report.note(
    `${rpms} RPMs, ${built.entries.length - rpms} source RPMs${built.reused ? ', built before' : ''}: ${built.folder}`,
  )
  const port = options.port ?? (await freePort())
  const url = options.url ?? `http://127.0.0.1:${port}`
  const data = options.url === undefined ? await prepare(options, report, built, port) : (options.data ?? '')
  if (options.until === 'prepare') return report.line(configFile(data))
  try {
    if (options.url === undefined) await start(options, report, data, port)
    const outcome = await playAll(options, report, built, data, url)
    report.line()
    summarise(report, outcome)
    const { passed } = report.counts()
    report.line(
      `\n${passed} ${report.say(text('步全部成功', 'steps, all as expected'))}, ${((Date.now() - since) / 1000).toFixed(0)} s`,
    )
  } catch (error) {
    report.line(`\n${error instanceof Error ? error.message : String(error)}`)
    report.line(`${report.say(text('服务器日志', 'log of the server'))}: ${serverLog(data)}`)
    if (options.keep)
      report.line(report.say(text(`服务器仍在 ${url}/ui/ 运行`, `the server is still running at ${url}/ui/`)))
    throw new AlreadySaid()
  } finally {
    if (options.url === undefined && !options.keep) await end(report, data)
  }
  if (options.keep) report.line(`${report.say(text('网页', 'web page'))}: ${url}/ui/    (${stopCommand(data)})`)
  else if (options.url === undefined && options.data === undefined) await rm(data, { recursive: true, force: true })
}

function stopCommand(data: string): string {
  return data === defaultData ? 'make stop' : `make stop DATA=${relative('.', data)}`
}

async function prepare(options: Options, report: Report, built: Distribution, port: number): Promise<string> {
  return report.step(text('布置数据目录与配置', 'lay out the data directory and the configuration'), async () => {
    const data = await freshData(options.data)
    await layOutWorld(built, data, port)
    return data
  })
}

async function start(options: Options, report: Report, data: string, port: number): Promise<void> {
  await report.step(text('启动 Slipway（内嵌 PostgreSQL）', 'start Slipway with its embedded PostgreSQL'), async () => {
    ours = data
    const record = await startServer({ command: options.serverCommand, data, config: configFile(data), port })
    await waitUntilReady(record, data)
    report.note(`${record.url}/  pid ${record.pid}`)
  })
}

async function end(report: Report, data: string): Promise<void> {
  await report.step(text('停止服务器', 'stop the server'), () => stopServer(data))
  ours = undefined
}

async function playAll(
  options: Options,
  report: Report,
  built: Distribution,
  data: string,
  url: string,
): Promise<Outcome> {
  const http = createHttp(url)
  const tokens = await report.step(text('建立账号与令牌', 'make the people and their tokens'), () =>
    createPeople(options.serverCommand, data),
  )
  const play: Play = {
    report,
    http,
    api: createApi(http),
    tokens,
    built,
    place: workplaceIn(data),
    now: new Date(),
    monday: options.monday,
    shown: new Set(),
  }
  await report.step(text('把软件包的 spec 放入代码托管平台', 'put the specs of the packages into the forge'), () =>
    putSpecs(play),
  )
  const chapter = (release: (typeof releases)[keyof typeof releases]) =>
    report.chapter(text(`版本 ${release.letter}：${release.title.zh}`, `Release ${release.letter} ${release.title.en}`))
  chapter(releases.a)
  const first = await playReleased(play)
  chapter(releases.b)
  const second = await playWithdrawn(play, first)
  chapter(releases.c)
  const third = await playWaiting(play)
  const views = await Promise.all([first.view, second.view, third].map(view => play.api.readRelease(view.id)))
  if (options.record) {
    const ids = [...first.advisories, ...second.advisories]
    await writeFile(
      options.record,
      `${JSON.stringify({ published: await recordPublished(http, views, ids), steps: recordSteps(views) }, null, 1)}\n`,
    )
  }
  return { views, files: second.filesCompared, arches: distribution.arches }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    const stopping = ours === undefined ? Promise.resolve(false) : stopServer(ours)
    void stopping.finally(() => process.exit(130))
  })
}

process.exitCode = await main()
