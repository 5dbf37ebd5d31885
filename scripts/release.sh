# shellcheck shell=bash
# To be sourced by what needs the release build, with $top, the checkout, and $me, the name that its lines begin with:
# bring_up_to_date installs what is missing (scripts/setup) and builds what has changed, and says on stderr what it does. The log
# of the build is build/run.log.
binary=$top/build/release/mailauth
stamp=$top/build/run.stamp  # as old as the sources that the program was built from
log=$top/build/run.log

up_to_date() {
  [ -x "$binary" ] && [ -e "$stamp" ] || return 1
  [ -z "$(cd "$top" && find CMakeLists.txt CMakePresets.json cmake src include data -newer "$stamp" -print -quit 2>/dev/null)" ]
}

say() { echo "$me: $*" >&2; }

wait_for_others() {
  exec 9>"$top/build/run.lock"
  command -v flock >/dev/null || return 0
  flock -n 9 || { say "waiting for another call that builds mailauth"; flock 9; }
}

# The line that moves: drawn again in place on a terminal, and a new one every 10 seconds elsewhere.
if [ -t 2 ] && [ "${TERM:-dumb}" != dumb ]; then on_terminal=true; else on_terminal=false; fi
columns=80 measured=-1 drawn=0

draw() {
  if $on_terminal; then
    if ((SECONDS != measured)); then  # it may be resized
      columns=$(stty size <&2 2>/dev/null | cut -d' ' -f2) || true
      [[ $columns =~ ^[1-9][0-9]*$ ]] || columns=80
      measured=$SECONDS
    fi
    local text="$me: $*"
    printf '\r%s\033[K' "${text:0:columns-3}" >&2  # there is room for the ^C of the terminal
  elif ((SECONDS >= drawn + 10)); then
    say "$*"
    drawn=$SECONDS
  fi
}
undraw() { if $on_terminal; then printf '\r\033[K' >&2; fi; }

note() {  # LINE: into the log; and what it says about what is being done, and since when
  printf '%s\n' "$1" >>"$log"
  if [[ $1 =~ ^\[([1-9][0-9]*)/([0-9]+)\]\  ]]; then doing="building: ${BASH_REMATCH[1]} of ${BASH_REMATCH[2]} steps"; fi
  case $1 in
    "setup: installing "*) doing="installing packages" since=$SECONDS ;;
    "build: "*" is configured") doing=building since=$SECONDS ;;
  esac
}

# Reads from fd 8 what setup or the build says, until all that belongs to it has ended.
watch() {  # shown|hidden [WHAT IS BEING DONE]
  local doing=${2:-} line piece='' code since=$SECONDS
  drawn=$SECONDS
  while true; do
    [ -z "$doing" ] || draw "$doing, $(duration $((SECONDS - since)))"
    code=0
    IFS= read -r -t 1 -u 8 line || code=$?
    if ((code > 128)); then piece+=$line; continue; fi  # a second has passed, perhaps in the middle of a line
    line=$piece$line piece=''
    if ((code != 0)) && [ -z "$line" ]; then break; fi
    if [ "$1" = shown ]; then
      [ -z "$doing" ] || undraw
      printf '%s\n' "$line" >&2
    fi
    note "$line"
  done
  [ -z "$doing" ] || undraw
}

# The build has a session of its own, so that one signal reaches all of it: ninja stops its compilers, and deletes what they
# have not finished.
builder=
stop() {  # SIGNAL
  trap '' INT TERM HUP
  if [ -n "$builder" ]; then
    kill -TERM -- "-$builder" 2>/dev/null || true
    cat <&8 >>"$log"  # ends when the last of them has
    undraw
  fi
  say "stopped; the next call goes on from here"
  trap - "$1"
  kill -s "$1" $$
}

build() {
  local code=0
  exec 8< <(NINJA_STATUS='[%f/%t] ' exec setsid "$top/scripts/build" release </dev/null 2>&1 9>&-)
  builder=$!
  watch hidden configuring
  wait "$builder" || code=$?
  builder=
  exec 8<&-
  return "$code"
}

# What setup says is for the screen too, what apt-get says only for the log. It stays in the foreground of the terminal, where
# sudo can ask for a password, and Ctrl-C reaches apt-get, which finishes what dpkg has begun.
set_up() {
  "$top/scripts/setup" run 2>&1 >>"$log" </dev/null 9>&- | { trap 'doing=stopping' INT; watch shown 8<&0; }
}

build_release() {
  mkdir -p "$top/build"
  wait_for_others
  if up_to_date; then return; fi  # somebody else just did it
  . "$top/scripts/times.sh"
  export BUILD_TIMES=$top/build/run.times
  if [ -x "$binary" ]; then
    say "building mailauth: its sources have changed"
  else
    say "building mailauth; only the first time takes minutes"
  fi
  trap 'stop INT' INT
  trap 'stop TERM' TERM
  trap 'stop HUP' HUP
  : >"$log"
  : >"$BUILD_TIMES"
  touch "$stamp.new"
  if ! { set_up && build; }; then
    { grep -v '^setup: ' "$log" || true; } | tail -n 25 >&2  # what setup said is on the screen already
    say "mailauth could not be built; the whole log is $log"
    exit 70
  fi
  mv "$stamp.new" "$stamp"
  say "$(times_line)"
  trap - INT TERM HUP
}

bring_up_to_date() {
  if up_to_date; then return; fi
  build_release
  unset BUILD_TIMES
  exec 9>&-
}
