// The words of the verbs about packages, tags and the releases they are in.

import { text } from '../lib/text.ts'

export const packageWords = {
  release: text('版本', 'RELEASE'),
  tag: text('更新目录', 'DIRECTORY'),
  state: text('状态', 'STATE'),
  published: text('发布时间', 'PUBLISHED'),
  source: text('源码包', 'SOURCE'),
  packages: text('软件包', 'PACKAGES'),
  broughtBy: text('引入原因', 'BROUGHT BY'),
  isPublished: text('已发布', 'published'),
  notPublished: text('未发布', 'not published'),
  noReleases: (name: string) => text(`没有版本含有 ${name}`, `No release holds ${name}`),
}

export const packageVerbs = {
  group: text('软件包', 'Packages'),
  releases: text('列出含有某源码包的版本', 'List the releases that hold a source package'),
  releaseDiff: text(
    '列出一个版本的软件包与用户已有版本的差异',
    'What the packages of a release change against what users have',
  ),
  releasePackages: text('列出一个版本的软件包', 'List the packages of a release'),
  tag: text('更新目录', 'Update directories'),
  tagShow: text(
    '显示更新目录（如 update_20261125）在各分支的版本及其软件包',
    'Show the releases of a directory (e.g. update_20261125) on all branches, with their packages',
  ),
}
