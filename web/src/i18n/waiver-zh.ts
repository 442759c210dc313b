// The self-check and the waivers of what it found: the part of zh-CN.ts about them.

export const waiverZhCN = {
  selfCheck: {
    title: '自验发现的问题',
    blocking_one: '{{count}} 项阻塞',
    blocking_other: '{{count}} 项阻塞',
    waived_one: '{{count}} 项已豁免',
    waived_other: '{{count}} 项已豁免',
    settled: '已了结',
    revision: '看到的是范围修订 {{revision}}',
    stale: '已过期',
    before_one: '更新之前就有的问题（{{count}} 条，不阻塞）',
    before_other: '更新之前就有的问题（{{count}} 条，不阻塞）',
  },
  waiver: {
    waived: '已豁免',
    lapsed: '豁免已到期',
    of: '由 {{owner}}（{{role}}）豁免到 {{until}}：{{because}}',
    lapsedOf: '{{owner}}（{{role}}）的豁免已于 {{until}} 到期：{{because}}',
    never: '不能豁免：{{because}}',
    waive: '豁免',
    waiveOf: '豁免 {{of}}',
    end: '结束豁免',
    endOf: '结束对 {{of}} 的豁免',
    title: '豁免 {{of}}',
    explain: '您为它承担风险。豁免只对这个版本的软件包和现在所说的原因有效，对本分支之后的发布同样有效，直到最后一天。',
    until: '最后一天',
    because: '原因',
    send: '豁免',
  },
}
