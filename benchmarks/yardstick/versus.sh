#!/bin/bash
# The ratio of two engines' CPU per request, or of an engine's and the bare C server's, by slices.sh.
# Both are up at once on the flags of ./framelab serve, with one I/O thread each, and are warmed up first.
# usage: versus.sh A B CONNECTIONS WINDOW [PAYLOAD=18] [PAIRS=15]      A and B: names of engines, or limit_server
# FRAMELAB_JAVA chooses the JDK.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
a=$1 b=$2 connections=$3 window=$4 payload=${5:-18} pairs=${6:-15}
readonly WARM_UP_S=3
built=../../target/yardstick
pids=()
port_a=18801 port_b=18802

cleanup() {
  ((${#pids[@]} == 0)) || kill "${pids[@]}" 2>/dev/null || true
  wait
}
trap cleanup EXIT

build() {
  mkdir -p "$built"
  cc -O2 -march=native -pthread -o "$built/limit_server" limit_server.c
  cc -O2 -march=native -o "$built/limit_load" limit_load.c
}

accepts() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Starts it on the port, waits until it accepts, and leaves its process id in $pid.
up() {
  local name=$1 port=$2 i
  if accepts "$port"; then
    echo "versus.sh: port $port is taken; stop what listens there" >&2
    exit 1
  fi
  if [[ $name == limit_server ]]; then
    "$built/limit_server" "$port" 1 &
  else
    ../../framelab serve --engine "$name" --port "$port" --metrics off >/dev/null 2>&1 &
  fi
  pid=$!
  pids+=("$pid")
  for ((i = 0; i < 600; i++)); do
    kill -0 "$pid" 2>/dev/null || break
    if accepts "$port"; then
      "$built/limit_load" "$port" "$connections" "$window" "$WARM_UP_S" "$payload" >/dev/null
      return
    fi
    sleep 0.1
  done
  echo "versus.sh: $name did not start on port $port; try: framelab serve --engine $name --port $port" >&2
  exit 1
}

build
up "$a" "$port_a"
pid_a=$pid
up "$b" "$port_b"
pid_b=$pid
printf '%s / %s ' "$a" "$b"
LIMIT_LOAD=$built/limit_load ./slices.sh "$port_a" "$pid_a" "$port_b" "$pid_b" "$connections" "$window" "$payload" "$pairs"
