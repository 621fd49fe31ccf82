#!/bin/bash
# What the load generator costs beside the bare C one: CPU nanoseconds of the whole process per request, by turns against the same
# limit_server. Both verify every ack; the window begins after a warm-up.
# usage: generator.sh CONNECTIONS WINDOW [RATE=0] [PAIRS=7]      RATE: Submits/s in all, open loop; 0 is a closed loop
# FRAMELAB_JAVA chooses the JDK.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
connections=$1 window=$2 rate=${3:-0} pairs=${4:-7}
# The JIT has compiled what a run needs after the warm-up. The CPU time is read inside the seconds that are measured: a JVM and its
# connections take a second or so before those begin.
readonly WARM_UP_S=3 MEASURED_S=6 READ_AFTER_S=5 READ_FOR_S=3 TICKS_PER_S=100
built=../../target/yardstick
out=$(mktemp -d)
port=$((20000 + RANDOM % 10000))

cleanup() {
  kill "$server" 2>/dev/null || true
  wait
  rm -rf "$out"
}

fail() {
  echo "generator.sh: a load failed: $(tail -1 "$out/words" 2>/dev/null)" >&2
  exit 1
}

cpu_ticks() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | awk '{ print $12 + $13 }'; }

# Prints the CPU nanoseconds per request of a load that runs as $1 and leaves its acks/s on the last line of $2.
cost() {
  local pid=$1 from to from_ns to_ns
  sleep "$READ_AFTER_S"
  from=$(cpu_ticks "$pid") from_ns=$(date +%s%N)
  sleep "$READ_FOR_S"
  to=$(cpu_ticks "$pid") to_ns=$(date +%s%N)
  wait "$pid" || fail
  awk -v ticks=$((to - from)) -v ns=$((to_ns - from_ns)) -v hz=$TICKS_PER_S \
    '{ acks = $1 } END { printf "%.2f %.0f", ticks / hz / ns * 1e18 / acks, acks }' <("$2")
}

ours_acks() { sed -nE 's/.*"ackedPerSec" : ([0-9.E]+).*/\1/p' "$out/ours" | head -1; }
bare_acks() { sed -nE 's/.* acks\/s=([0-9]+).*/\1/p' "$out/bare"; }

ours() {
  local open=()
  [[ $rate == 0 ]] || open=(-R "$rate")
  ../../framelab load "127.0.0.1:$port" -c "$connections" -w "$window" ${open[@]+"${open[@]}"} \
    --warmup "${WARM_UP_S}s" -d "${MEASURED_S}s" -f json >"$out/ours" 2>"$out/words" &
  cost $! ours_acks
}

bare() {
  WARM=$WARM_UP_S "$built/limit_load" "$port" "$connections" "$window" "$MEASURED_S" 18 0 "$rate" \
    >"$out/bare" 2>"$out/words" &
  cost $! bare_acks
}

mkdir -p "$built"
cc -O2 -march=native -pthread -o "$built/limit_server" limit_server.c
cc -O2 -march=native -o "$built/limit_load" limit_load.c
"$built/limit_server" "$port" 1 &
server=$!
trap cleanup EXIT
for ((i = 0; i < pairs; i++)); do
  if ((i % 2 == 0)); then
    a=$(ours)
    b=$(bare)
  else
    b=$(bare)
    a=$(ours)
  fi
  echo "$a $b"
done | awk -v c="$connections" -v w="$window" -v r="$rate" '
  function sortn(x, n,   i, j, t) { for (i = 2; i <= n; i++) { t = x[i]; for (j = i - 1; j > 0 && x[j] > t; j--) x[j + 1] = x[j]; x[j + 1] = t } }
  function med(x, n) { sortn(x, n); return n % 2 ? x[(n + 1) / 2] : (x[n / 2] + x[n / 2 + 1]) / 2 }
  { n++; ours[n] = $1; oursAcks[n] = $2; bare[n] = $3; bareAcks[n] = $4; ratio[n] = $1 / $3 }
  END {
    if (n == 0) exit 1
    min = max = ratio[1]; for (i in ratio) { if (ratio[i] < min) min = ratio[i]; if (ratio[i] > max) max = ratio[i] }
    printf "load / limit_load c=%d w=%d rate=%s pairs=%d ours=%.1f ns bare=%.1f ns ours_acks/s=%.0f bare_acks/s=%.0f ratio=%.3f (%.3f to %.3f)\n",
      c, w, r, n, med(ours, n), med(bare, n), med(oursAcks, n), med(bareAcks, n), med(ratio, n), min, max }'
