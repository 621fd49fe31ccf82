#!/bin/bash
# The engine that is the default, owned, beside the bare C server on every shape of load that is promised: CPU per request as a ratio,
# and what owned takes beyond C in user mode, by two instruments: the referee (slices.sh with limit_load) and the load generator
# (framelab compare --running). A line for each shape says whether the bounds hold and whether the two instruments agree.
# usage: table.sh [PAIRS=21] [SECONDS=1] [ROW...]      PAIRS of slices of SECONDS for each instrument; ROWs count from 1, all unless told
# Ends with 0 if all bounds hold, 1 if one is missed, 2 on bad usage, 3 if a row could not be measured.
# FRAMELAB_JAVA chooses the JDK.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# Connections, window, payload, the most that the ratio and the excess of user ns may be, and for an open loop the ratio of p99.9.
# An open loop has half the rate that C does in a closed one at window 1.
readonly ROWS=(
  "100 1 18 1.03 150"
  "100 100 18 1.03 2"
  "100 400 18 1.06 1.2"
  "1000 16 18 1.08 25"
  "100 100 512 1.05 3"
  "100 0 18 1.5 1.5"
  "100 open 18 1.05 200 1.3"
)
# Each slice of the referee warms its new connections up for this long, as slices.sh does unless told.
readonly REFEREE_WARM_UP_S=0.3
# A JVM has compiled by then what a load needs; the bare server has nothing to compile.
readonly OWNED_WARM_UP_S=4 BARE_WARM_UP_S=1 GENERATOR_WARM_UP_S=3
readonly CAPACITY_S=2 CAPACITY_SHARE=0.5
# A schedule waits for nobody. This bounds only what a server that stalls lets pile up on a connection.
readonly OPEN_LOOP_WINDOW=100
# Starting both servers and a JVM that loads, until a row has shown it.
readonly AROUND_ROW_S=6
readonly OK=0 MISSED=1 USAGE=2 FAILED=3
readonly BUILT=../../target/yardstick
out=
pids=()
code=$OK

usage() {
  echo "table.sh: $1; usage: table.sh [PAIRS, at least 3] [SECONDS] [ROW, 1 to ${#ROWS[@]}]..." >&2
  exit "$USAGE"
}

say() { echo "table.sh: $*" >&2; }

stop_servers() {
  ((${#pids[@]} == 0)) || kill "${pids[@]}" 2>/dev/null || true
  wait
  pids=()
}

cleanup() {
  stop_servers
  [[ -z $out ]] || rm -rf "$out"
}

accepts() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Below the ports that the system gives to clients.
free_port() {
  local port
  until port=$((20000 + RANDOM % 10000)) && ! accepts "$port"; do :; done
  echo "$port"
}

# Waits until the process of $1 listens on $2.
await() {
  local i
  for ((i = 0; i < 600; i++)); do
    kill -0 "$1" 2>/dev/null || return 1
    ! accepts "$2" || return 0
    sleep 0.1
  done
  return 1
}

# Fresh processes of both, warmed up by this shape.
start_servers() {
  owned_port=$(free_port) bare_port=$(free_port)
  # The metrics are on, as they are shipped; only their port gives way to whatever else runs here.
  ../../framelab serve --engine owned --io-threads 1 --port "$owned_port" --metrics 0 >"$out/owned" 2>&1 &
  owned=$!
  "$BUILT/limit_server" "$bare_port" 1 &
  bare=$!
  pids=("$owned" "$bare")
  await "$owned" "$owned_port" || { say "owned does not start: $(tail -1 "$out/owned")" && return 1; }
  await "$bare" "$bare_port" || { say "limit_server does not start" && return 1; }
  "$BUILT/limit_load" "$owned_port" "$1" "$2" "$OWNED_WARM_UP_S" "$3" >/dev/null &&
    "$BUILT/limit_load" "$bare_port" "$1" "$2" "$BARE_WARM_UP_S" "$3" >/dev/null
}

# Submits/s of an open loop.
half_of_capacity() {
  "$BUILT/limit_load" "$bare_port" "$1" 1 "$CAPACITY_S" "$2" |
    sed -nE 's/.* acks\/s=([0-9]+).*/\1/p' | awk -v share="$CAPACITY_SHARE" '{ printf "%d", $1 * share }'
}

# The figure that a line of an instrument has under a name, with its interval: "1.04 [1.03, 1.05]"; nothing if it has none.
figure() { sed -nE "s/.* $1=(-?[0-9.]+ \[-?[0-9.]+, -?[0-9.]+\]).*/\1/p" "$2"; }

# Whether a figure is at most a bound; one that is not known is not. With a question mark the bound is inside the interval: another sitting may say otherwise.
judge() {
  awk -v figure="$1" -v most="$2" 'BEGIN {
    gsub(/[][,]/, " ", figure); split(figure, x, " ")
    print (x[1] != "" && x[1] <= most ? "holds" : "misses") (x[2] <= most && most < x[3] ? "?" : "") }'
}

overlap() {
  awk -v a="$1" -v b="$2" 'BEGIN {
    gsub(/[][,]/, " ", a); gsub(/[][,]/, " ", b); split(a, x, " "); split(b, y, " ")
    print x[2] <= y[3] && y[2] <= x[3] ? "agree" : "differ" }'
}

# All of NAME=JUDGEMENT... in a word, and the names of those that miss; or, where all hold, of those that may not.
verdict() {
  local pair missed=() doubtful=() IFS=,
  for pair in "$@"; do
    case ${pair#*=} in
      misses*) missed+=("${pair/=misses/}") ;;
      holds\?) doubtful+=("${pair/=holds/}") ;;
    esac
  done
  if ((${#missed[@]} > 0)); then
    echo "misses (${missed[*]})"
  else
    echo "holds${doubtful[*]:+ (${doubtful[*]})}"
  fi
}

# Measures the row of $1 by both instruments into $out/referee and $out/generator.
measure() {
  local connections=$1 window=$2 payload=$3 rate=0 open=() warming=$2
  if [[ $window == open ]]; then
    window=$OPEN_LOOP_WINDOW warming=1
  fi
  start_servers "$connections" "$warming" "$payload" || return 1
  if [[ $2 == open ]]; then
    rate=$(half_of_capacity "$connections" "$payload") || return 1
    open=(--rate "$rate")
  fi
  WARM=$REFEREE_WARM_UP_S LIMIT_LOAD=$BUILT/limit_load ./slices.sh "$owned_port" "$owned" "$bare_port" "$bare" \
    "$connections" "$window" "$payload" "$pairs" "$seconds" "$rate" >"$out/referee" || return 1
  ../../framelab compare --running "limit_server=$bare_port:$bare" --running "owned=$owned_port:$owned" \
    -c "$connections" -w "$window" -s "$payload" ${open[@]+"${open[@]}"} \
    --pairs "$pairs" --slice "$slice" --warmup "${GENERATOR_WARM_UP_S}s" >"$out/generator"
}

# Prints the line of a row that was measured.
report() {
  local shape=$1 most_ratio=$2 most_user=$3 most_tail=${4:-} tail='' whose judged=() side said
  local -A ratio user times
  for whose in referee generator; do
    ratio[$whose]=$(figure ratio "$out/$whose")
    user[$whose]=$(figure mean_excess_user "$out/$whose")
    times[$whose]=$(figure p999_ratio "$out/$whose")
    judged+=("$whose ratio=$(judge "${ratio[$whose]}" "$most_ratio")")
    judged+=("$whose user=$(judge "${user[$whose]}" "$most_user")")
    if [[ -n $most_tail ]]; then
      judged+=("$whose p99.9=$(judge "${times[$whose]:-}" "$most_tail")")
      tail="$tail $whose p99.9 ${times[$whose]:-unknown}"
    fi
  done
  if [[ -n $most_tail ]]; then
    tail=" at $(sed -nE 's/.* rate=([0-9]+).*/\1/p' "$out/generator")/s$tail at most $most_tail, generator late in"
    for side in A B; do
      tail="$tail $(sed -nE "s/.* generator_late$side=([0-9]+\/[0-9]+).*/\1/p" "$out/generator")"
    done
    tail="$tail slices of C, owned"
  fi
  said=$(verdict "${judged[@]}")
  [[ $said == holds* || $code != "$OK" ]] || code=$MISSED
  printf 'owned / limit_server  %-23s  referee %-20s %-26s  generator %-20s %-26s  at most %-4s %-3s  %-6s  %s%s\n' "$shape" \
    "${ratio[referee]}" "${user[referee]} ns" "${ratio[generator]}" "${user[generator]} ns" "$most_ratio" "$most_user" \
    "$(overlap "${ratio[referee]}" "${ratio[generator]}")" "$said" "${tail:+;$tail}"
}

# What a reader of the lines has to know; what the JVM runs with is asked of a server.
header() {
  local port pid java flags
  port=$(free_port)
  ../../framelab serve --port "$port" --metrics 0 >"$out/owned" 2>&1 &
  pid=$!
  pids=("$pid")
  await "$pid" "$port" || { say "owned does not start: $(tail -1 "$out/owned")" && return 1; }
  java=$(sed -nE 's/^JAVA_VERSION="(.*)"/\1/p' "$(dirname "$(readlink "/proc/$pid/exe")")/../release")
  # Where files lie on this machine is nobody's business.
  flags=$(tr '\0' '\n' <"/proc/$pid/cmdline" | sed -n '2,/^-jar$/{/^-jar$/!p}' | sed 's#=/.*#=…#' | paste -sd ' ')
  stop_servers
  cat <<TEXT
owned beside limit_server, each with one I/O thread, by turns: $pairs pairs of slices of $seconds s for each instrument and shape, fresh processes
for each shape. Ratio: CPU ns per request, owned / limit_server, median [95 %]; ns: user mode, owned - limit_server, mean [95 %]. holds: every
figure is at most its bound; "?": the bound is inside that figure's interval. agree: the intervals of both ratios overlap.
$(date -u +%FT%RZ); $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(nproc) cores, Linux $(uname -r); JDK $java; $version; serve --engine owned
--io-threads 1, metrics on; JVM: $flags

TEXT
}

pairs=${1:-21} seconds=${2:-1}
[[ $pairs =~ ^[1-9][0-9]{0,2}$ ]] || usage "PAIRS '$pairs'"
((pairs >= 3)) || usage "PAIRS '$pairs'"
[[ $seconds =~ ^[0-9]+(\.[0-9]+)?$ ]] || usage "SECONDS '$seconds'"
slice=$(awk -v s="$seconds" 'BEGIN { printf "%dms", s * 1000 }')
((${slice%ms} >= 100 && ${slice%ms} <= 60000)) || usage "SECONDS '$seconds' is not 0.1 to 60"
rows=("${@:3}")
((${#rows[@]} > 0)) || read -ra rows < <(seq -s ' ' "${#ROWS[@]}")
for row in "${rows[@]}"; do
  [[ $row =~ ^[1-9]$ && $row -le ${#ROWS[@]} ]] || usage "ROW '$row'"
done

out=$(mktemp -d)
trap cleanup EXIT
mkdir -p "$BUILT"
cc -O2 -march=native -pthread -o "$BUILT/limit_server" limit_server.c
cc -O2 -march=native -o "$BUILT/limit_load" limit_load.c
version=$(../../framelab serve --version 2>"$out/launcher") || { cat "$out/launcher" >&2 && exit "$FAILED"; }
# All that follow take the jars that are there now.
export FRAMELAB_SKIP_BUILD=1
header || exit "$FAILED"

row_s=$(awk -v n="$pairs" -v s="$seconds" -v warm="$REFEREE_WARM_UP_S" \
  -v rest=$((OWNED_WARM_UP_S + BARE_WARM_UP_S + 2 * GENERATOR_WARM_UP_S + AROUND_ROW_S)) \
  'BEGIN { printf "%d", 2 * n * (2 * s + warm) + rest }')
begun=$SECONDS
for ((done_rows = 0; done_rows < ${#rows[@]}; done_rows++)); do
  ((done_rows == 0)) || row_s=$(((SECONDS - begun) / done_rows))
  read -r connections window payload most_ratio most_user most_tail <<<"${ROWS[rows[done_rows] - 1]}"
  case $window in
    0) shape="c=$connections flood s=$payload" ;;
    open) shape="c=$connections open loop s=$payload" ;;
    *) shape="c=$connections w=$window s=$payload" ;;
  esac
  left=$((row_s * (${#rows[@]} - done_rows)))
  say "$shape: row $((done_rows + 1)) of ${#rows[@]}, about $(((left + 59) / 60)) min left"
  if measure "$connections" "$window" "$payload"; then
    report "$shape" "$most_ratio" "$most_user" "$most_tail"
  else
    code=$FAILED
    echo "owned / limit_server  $shape  not measured"
  fi
  stop_servers
done
((code == OK)) || exit "$code"
