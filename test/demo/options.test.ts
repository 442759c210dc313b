import { describe, expect, it } from 'vitest'
import { readOptions } from '../../demo/options.ts'

describe('options', () => {
  it('leaves the server of data/demo running on port 8080', () => {
    expect(readOptions([])).toMatchObject({ port: 8080, keep: true, until: 'end', url: undefined })
    expect(readOptions([])).toHaveProperty('data', expect.stringMatching(/\/data\/demo$/))
  })

  it('takes a fresh directory and any port in CI, and stops', () => {
    expect(readOptions(['--ci'])).toMatchObject({ data: undefined, port: undefined, keep: false })
    expect(readOptions(['--ci', '--keep', '--port', '9000'])).toMatchObject({ port: 9000, keep: true })
  })

  it.each([
    [['--port', '0']],
    [['--port', 'http']],
    [['--lang', 'fr']],
    [['--monday', '20261117']],
    [['--monday', '2026-11-16']],
    [['--no-start']],
    [['--url', 'http://127.0.0.1:1']],
    [['--no-start', '--url', 'http://127.0.0.1:1']],
    [['--keep', '--stop']],
    [['--unknown']],
    [['word']],
  ])('says what is wrong with %j', args => expect(readOptions(args)).toHaveProperty('wrong'))
})
