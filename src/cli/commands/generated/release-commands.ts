// Made from src/releases/commands.ts by `npm run generate`. Not to be changed by hand.

import type { Text } from '../../../lib/text.ts'

export interface ReleaseCommand {
  readonly name: string
  readonly usage: string
  readonly help: Text
}

export const releaseCommands: readonly ReleaseCommand[] = [
  {"name":"start-update","usage":"/start-update","help":{"zh":"启动发布流程，获取 CVE 和 bugfix 范围；确定范围时再次获取","en":"Start the release flow and collect the CVEs and bugfixes; while scoping, fetch them again"}},
  {"name":"add","usage":"/add cve|bugfix|requires|test ID…","help":{"zh":"把 issue 加入发布清单","en":"Add issues to the scope"}},
  {"name":"delete","usage":"/delete cve|bugfix|requires|test ID…","help":{"zh":"把 issue 移出发布清单","en":"Take issues out of the scope"}},
  {"name":"accept","usage":"/accept ID…|all","help":{"zh":"接纳清单行","en":"Accept rows into the release"}},
  {"name":"refuse","usage":"/refuse ID…|all","help":{"zh":"拒绝接纳清单行","en":"Refuse rows: they stay visible and do not go on"}},
  {"name":"no-release","usage":"/no-release ID…","help":{"zh":"本版本不发布，遗留到下一版本","en":"Leave rows for the next release: they do not come out with this one"}},
  {"name":"release","usage":"/release ID…","help":{"zh":"恢复遗留的清单行","en":"Bring back rows that were left for the next release"}},
  {"name":"feedback","usage":"/feedback ID [PACKAGE] [PR]","help":{"zh":"反馈需求：issue、软件包、PR","en":"Ask for an issue of a package, perhaps with its pull request"}},
  {"name":"cve-ok","usage":"/cve-ok","help":{"zh":"确认 CVE 清单","en":"Sign off the CVE list"}},
  {"name":"cve-not-ok","usage":"/cve-not-ok","help":{"zh":"撤回对 CVE 清单的确认","en":"Withdraw the sign-off of the CVE list"}},
  {"name":"bugfix-ok","usage":"/bugfix-ok","help":{"zh":"确认 bugfix 清单","en":"Sign off the bugfix list"}},
  {"name":"bugfix-not-ok","usage":"/bugfix-not-ok","help":{"zh":"撤回对 bugfix 清单的确认","en":"Withdraw the sign-off of the bugfix list"}},
  {"name":"launch","usage":"/launch","help":{"zh":"版本启动：基线固化后开始开发自验","en":"Launch: start the self-check of the fixed scope"}},
  {"name":"launch-not-ok","usage":"/launch-not-ok","help":{"zh":"撤回版本启动","en":"Withdraw the launch"}},
  {"name":"check-status","usage":"/check-status","help":{"zh":"刷新清单中问题单的状态；自验发现的问题都已了结时转测","en":"Read how the issues of the scope stand; hand over to test when what the self-check found is settled"}},
  {"name":"check-versions","usage":"/check-versions [PACKAGE …]","help":{"zh":"检查 spec 与构建的版本是否一致；写出软件包时只刷新这些软件包","en":"Compare the versions of specs and builds; of the packages named, or of all"}},
  {"name":"get-requires","usage":"/get-requires","help":{"zh":"重新执行全部开发自验","en":"Run all of the self-check again"}},
  {"name":"waive","usage":"/waive FINDING… until YYYY-MM-DD because REASON","help":{"zh":"豁免自验发现的问题：由您承担风险，到期失效，只对该版本的软件包和现在所说的原因有效","en":"Waive findings of the self-check: you own the risk, until that day, for that version and the cause told now alone"}},
  {"name":"unwaive","usage":"/unwaive FINDING…","help":{"zh":"结束本分支的豁免；本版本只因它而开始的转测会被撤销","en":"End waivers of the branch; a hand-over of this release that they alone let begin is taken back"}},
  {"name":"test-ok","usage":"/test-ok","help":{"zh":"测试回归通过","en":"The tests have passed"}},
  {"name":"test-not-ok","usage":"/test-not-ok","help":{"zh":"撤回测试通过","en":"Withdraw the sign-off of the tests"}},
  {"name":"check-ok","usage":"/check-ok","help":{"zh":"发布评审通过，发布软件包","en":"The review has passed: publish the packages"}},
  {"name":"check-not-ok","usage":"/check-not-ok","help":{"zh":"撤回发布评审的确认","en":"Withdraw the sign-off of the review"}},
  {"name":"cvrf-ok","usage":"/cvrf-ok","help":{"zh":"安全公告无误，发布公告","en":"The advisories are right: publish them"}},
  {"name":"cvrf-not-ok","usage":"/cvrf-not-ok","help":{"zh":"撤回对安全公告的确认","en":"Withdraw the sign-off of the advisories"}},
  {"name":"rollback","usage":"/rollback [anyway]","help":{"zh":"回退最近的一个流程，回到之前的阶段","en":"Undo the latest plan and go back to the stage before it"}},
  {"name":"withdraw","usage":"/withdraw [anyway]","help":{"zh":"撤回已发布的软件包和公告","en":"Withdraw the published packages and advisories"}},
  {"name":"drop","usage":"/drop REASON…","help":{"zh":"删除尚未启动的发布计划，并说明原因","en":"Delete a plan that has not begun, and say why"}},
  {"name":"status","usage":"/status","help":{"zh":"显示阶段以及在等待什么","en":"Show the stage and what it waits for"}},
  {"name":"explain","usage":"/explain","help":{"zh":"说明版本在等什么、谁能推进、如何解决","en":"Say what the release waits for, who can move it, and what helps"}},
  {"name":"preview","usage":"/preview /COMMAND …","help":{"zh":"说明另一条命令会做什么，但不执行","en":"Say what another command would do, without doing it"}},
  {"name":"help","usage":"/help","help":{"zh":"列出命令","en":"List the commands"}},
]
