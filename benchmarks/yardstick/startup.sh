#!/bin/bash
# How long a server takes from the call of ./framelab serve to its ready line: the median of some starts.
# usage: startup.sh [STARTS=10] [FLAGS OF serve…]
# FRAMELAB_JAVA chooses the JDK. FRAMELAB_JAVA_OPTS=-Xshare:auto does without the launcher's archive of classes,
# FRAMELAB_SKIP_BUILD=1 without its look for changed sources.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
starts=${1:-10}
(($# == 0)) || shift
out=$(mktemp -d)
server=

cleanup() {
  [[ -z $server ]] || kill "$server" 2>/dev/null || true
  wait
  rm -rf "$out"
}
trap cleanup EXIT

# Prints the milliseconds of one start.
once() {
  local from to line=
  from=$(date +%s%N)
  ../../framelab serve --port 0 --metrics 0 "$@" >"$out/stdout" 2>"$out/stderr" &
  server=$!
  read -r line <"$out/stdout" || true
  to=$(date +%s%N)
  if [[ $line != 'ready '* ]]; then
    echo "startup.sh: the server did not start: $(tail -1 "$out/stderr")" >&2
    exit 1
  fi
  kill "$server"
  wait "$server"
  server=
  echo $(((to - from) / 1000000))
}

mkfifo "$out/stdout"
# Whatever has to be built or made first is no part of a start.
../../framelab serve --version >&2
for ((i = 0; i < starts; i++)); do
  once "$@" >>"$out/starts"
done
sort -n "$out/starts" | awk '
  { ms[NR] = $1 }
  END {
    median = NR % 2 ? ms[(NR + 1) / 2] : (ms[NR / 2] + ms[NR / 2 + 1]) / 2
    printf "starts=%d median=%.0f ms (%d to %d)\n", NR, median, ms[1], ms[NR]
  }'
