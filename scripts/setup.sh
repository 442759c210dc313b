#!/usr/bin/env bash
# Installs what Slipway needs and this machine lacks: npm packages of the lock file, and the field's own tools from the
# system's packages. Quick and silent when nothing is missing. With --browser also what only tests use: a browser for the pages, libsolv for the engine's verdicts.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

node_is_new_enough() {
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

command -v node >/dev/null || fail 'Node.js 20.19 or newer is needed and not installed; see https://nodejs.org/'
node_is_new_enough || fail "Node.js 20.19 or newer is needed; this is $(node --version)"

# npm packages: when the lock file is another one than that which was installed last.
install_npm_packages() {
  local stamp=node_modules/.slipway-lock wanted
  wanted="$(sha256sum package-lock.json | cut -d' ' -f1) $(node -p 'process.versions.modules')"
  if [ -L node_modules ]; then return; fi
  if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then return; fi
  printf 'installing the npm packages of package-lock.json\n'
  # Also with NODE_ENV=production: tools that build and check are among the development packages.
  npm ci --include=dev --loglevel=error
  printf '%s' "$wanted" >"$stamp"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Says what is missing; ends here, with what root would have to type, when it cannot be installed.
announce_missing() {
  if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
    fail "system packages are missing and this is neither root nor is there sudo; run as root: $* ${missing[*]}"
  fi
  printf 'installing system packages: %s\n' "${missing[*]}"
}

# Fills `missing` with the system packages that a family of systems calls by these names.
find_missing() {
  local createrepo=$1 rpmbuild=$2 browser=$3 fonts=$4 xz=$5
  missing=()
  command -v createrepo_c >/dev/null || missing+=("$createrepo")
  command -v rpmbuild >/dev/null || missing+=("$rpmbuild")
  command -v dnf >/dev/null || missing+=(dnf)
  dnf repoclosure --help >/dev/null 2>&1 || missing+=(dnf-plugins-core)
  command -v unshare >/dev/null || missing+=(util-linux)
  command -v bzip2 >/dev/null || missing+=(bzip2)
  command -v xz >/dev/null || missing+=("$xz")
  command -v zstd >/dev/null || missing+=(zstd)
  if [ "$with_browser" = yes ]; then
    command -v chromium >/dev/null || missing+=("$browser")
    [ -n "$(find /usr/share/fonts -name 'NotoSansCJK*' -print -quit 2>/dev/null)" ] || missing+=("$fonts")
    # The system's own python: another one in the path does not see the system's modules.
    /usr/bin/python3 -c 'import solv' 2>/dev/null || missing+=(python3-solv)
  fi
}

install_system_packages() {
  if command -v apt-get >/dev/null; then
    find_missing createrepo-c rpm chromium fonts-noto-cjk xz-utils
    [ ${#missing[@]} = 0 ] && return
    announce_missing apt-get install --no-install-recommends
    as_root apt-get -qq update
    # A machine just started may be updating itself: its lock is waited for.
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends \
      -o DPkg::Lock::Timeout=300 "${missing[@]}" >/dev/null
  elif command -v dnf >/dev/null; then
    # openEuler and its relatives. Untested.
    find_missing createrepo_c rpm-build chromium google-noto-sans-cjk-ttc-fonts xz
    [ ${#missing[@]} = 0 ] && return
    announce_missing dnf install
    as_root dnf install -y "${missing[@]}"
  else
    fail 'this system has neither apt-get nor dnf: install createrepo_c, rpmbuild, dnf and its core plug-ins by hand'
  fi
}

with_browser=no
[ "${1:-}" = --browser ] && with_browser=yes
install_npm_packages
install_system_packages
