#!/usr/bin/env bash
# get-cares.sh DIR [MIN]: unpacks into DIR the newest c-ares source (>= MIN) that this machine's own Debian mirror serves,
# for machines that reach a Debian mirror and nothing else; Ubuntu (not tried) has none of its own and asks deb.debian.org.
# Needs no root and changes nothing in the system: apt runs on a private state folder, checks the archive's signature, and
# checks the hash of every file.
set -euo pipefail
dest=${1:?usage: get-cares.sh DIR [MIN_VERSION]} min=${2:-1.34.0}
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
for tool in apt-get dpkg tar xz; do command -v "$tool" >/dev/null || { echo "get-cares: no $tool here" >&2; exit 3; }; done
[ -r "$keyring" ] || { echo "get-cares: install debian-archive-keyring" >&2; exit 3; }
mkdir -p "$dest"
dest=$(cd "$dest" && pwd)

# The mirror that this machine's apt has for the release it runs; Ubuntu's has no c-ares that is new enough.
own_mirror() {
  local ID='' VERSION_CODENAME=''
  . /etc/os-release
  if [ "$ID" != debian ]; then echo http://deb.debian.org/debian; return; fi
  apt-get update --print-uris 2>/dev/null | sed -n "s#^'\(.*\)/dists/$VERSION_CODENAME/InRelease'.*#\1#p" | head -n1
}
mirror=${MAILAUTH_DEBIAN_MIRROR:-$(own_mirror)}
[ -n "$mirror" ] || { echo "get-cares: no Debian mirror is configured" >&2; exit 3; }
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/{state/lists/partial,cache/archives/partial,download}
touch "$work/status" "$work/errors"
apt=(apt-get -qq -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=- -o Dir::State="$work/state"
     -o Dir::State::status="$work/status" -o Dir::Cache="$work/cache" -o Debug::NoLocking=1
     -o APT::Sandbox::User="$(id -un)" -o APT::Get::AllowUnauthenticated=false)

cd "$work/download"
for suite in trixie-security trixie forky sid; do  # a mirror may lag: take the first that has the files
  base=$mirror
  [ "$suite" = trixie-security ] && base=${mirror%/debian}/debian-security
  echo "deb-src [signed-by=$keyring] $base $suite main" >"$work/sources.list"
  "${apt[@]}" update 2>>"$work/errors" || continue
  "${apt[@]}" source --download-only --only-source c-ares >/dev/null 2>>"$work/errors" || continue
  tarball=$(printf "%s\n" c-ares_*.orig.tar.*z | tail -n1)
  version=${tarball#c-ares_}
  version=${version%.orig.tar.*}
  dpkg --compare-versions "$version" ge "$min" || { rm -f c-ares_*; continue; }
  rm -rf "$dest" "$dest.new"
  mkdir -p "$dest.new"
  tar -xf "$tarball" -C "$dest.new" --strip-components=1  # upstream's release, without Debian's patches (of its tests)
  mv "$dest.new" "$dest"
  echo "c-ares $version from Debian $suite, sha256 $(sha256sum "$tarball" | cut -d' ' -f1)"
  exit 0
done
{ echo "get-cares: no c-ares >= $min from this machine's Debian mirror:"; grep '^E:' "$work/errors" | sort -u; } >&2
exit 1
