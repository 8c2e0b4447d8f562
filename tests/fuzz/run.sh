#!/usr/bin/env bash
# Builds the fuzz targets and runs each for so many seconds (run.sh 20) or so often (run.sh 100000x), two at a time.
# Needs a C++ compiler, nothing that stable Rust lacks: coverage comes from a pass that the compiler always has.
# ISOGLOSS_FUZZ_JOBS=1: one at a time; ISOGLOSS_FUZZ_LENGTH=4096: inputs of up to so many bytes (512).
# Inputs that break something are left in target/fuzz/artifacts; make each a case of tests/fuzz_regressions.rs.
set -euo pipefail
cd "$(dirname "$0")/../.."
amount="${1:-20}"
shift || true
case "$amount" in
  *x) limit="-runs=${amount%x}" ;;
  *) limit="-max_total_time=$amount" ;;
esac
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(page front_matter http_block annotation table fix edits drift)

host="$(rustc -vV | sed -n 's/^host: //p')"
export CARGO_TARGET_DIR="$PWD/target/fuzz"
# Neither comparisons are traced nor program counters written down: that took more than half of the time. What a page holds is in the
# dictionary and the seeds; what an input reaches is told by the counters alone.
# With --target the flags are for the target alone, not for build scripts.
RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=3 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters" \
  cargo build --release --locked --quiet --target "$host" --manifest-path tests/fuzz/Cargo.toml
binary="$CARGO_TARGET_DIR/$host/release/isogloss-fuzz"
mkdir -p "$CARGO_TARGET_DIR/artifacts" "$CARGO_TARGET_DIR/logs"

one() {
  local target="$1" corpus="$CARGO_TARGET_DIR/corpus/$1" log="$CARGO_TARGET_DIR/logs/$1.log"
  mkdir -p "$corpus"
  # Small inputs are tried more often. Weighing each feature of an input by how rare it is (entropic) costs five times what the
  # program does with the input.
  if ISOGLOSS_FUZZ_TARGET="$target" "$binary" "$corpus" "tests/fuzz/seeds/$target" "$limit" -max_len="${ISOGLOSS_FUZZ_LENGTH:-512}" -timeout=20 \
    -rss_limit_mb=2048 -dict=tests/fuzz/markdown.dict -artifact_prefix="$CARGO_TARGET_DIR/artifacts/$target-" \
    -print_final_stats=1 -entropic=0 -print_funcs=0 -reload=0 >"$log" 2>&1; then
    printf '%-13s %s executions\n' "$target" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")"
  else
    tail -n 30 "$log"
    echo "$target: an input breaks something; it is in $CARGO_TARGET_DIR/artifacts"
    return 1
  fi
}

failed=0
pids=()
for target in "${targets[@]}"; do
  one "$target" &
  pids+=($!)
  if [ ${#pids[@]} -ge "${ISOGLOSS_FUZZ_JOBS:-2}" ]; then
    wait "${pids[0]}" || failed=1
    pids=("${pids[@]:1}")
  fi
done
for pid in "${pids[@]}"; do
  wait "$pid" || failed=1
done
exit "$failed"
