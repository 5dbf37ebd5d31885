# shellcheck shell=bash
# To be sourced. setup and build note what they did, and how many seconds it took, in the file $BUILD_TIMES if it is set;
# run and test set it, and print at the end:  packages 34 s · configuring 9 s · building 2 min 10 s

# took WHAT SINCE: since when in $SECONDS
took() { [ -z "${BUILD_TIMES:-}" ] || echo "$((SECONDS - $2)) $1" >>"$BUILD_TIMES"; }

# duration SECONDS
duration() {
  if (($1 < 1)); then
    echo "under 1 s"
  elif (($1 < 60)); then
    echo "$1 s"
  else
    echo "$(($1 / 60)) min $(($1 % 60)) s"
  fi
}

times_line() {
  local seconds what line=''
  while read -r seconds what; do line+="${line:+ · }$what $(duration "$seconds")"; done <"$BUILD_TIMES"
  echo "$line"
}
