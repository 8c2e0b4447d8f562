#!/usr/bin/env bash
# Counts the instructions that the pages of docs/sample take from text to report, and compares with tests/bench/budget.json. Time
# depends on what else the machine does; instructions do not. Fails when there are more than the budget allows; says so when
# there are fewer. ISOGLOSS_BUDGET=write puts today's counts into the file.
set -euo pipefail
cd "$(dirname "$0")/../.."
if ! command -v valgrind >/dev/null; then
  if [ -n "${ISOGLOSS_REQUIRE_TOOLCHAINS:-}" ]; then
    as_root=(); [ "$(id -u)" = 0 ] || as_root=(sudo)
    "${as_root[@]}" apt-get update -q
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -q --no-install-recommends valgrind
  else
    echo "skipped: no valgrind"
    exit 0
  fi
fi

program=$(cargo bench --locked --bench pipeline --no-run --message-format json 2>/dev/null |
  python3 -c 'import json, sys
for line in sys.stdin:
    made = json.loads(line)
    if made.get("executable") and made["target"]["name"] == "pipeline":
        print(made["executable"])')
[ -n "$program" ] || { cargo bench --locked --bench pipeline --no-run; echo "error: the pipeline was not built"; exit 1; }
mkdir -p target/bench

count() {
  valgrind --tool=callgrind --dump-instr=no --callgrind-out-file="target/bench/callgrind.$1" "$program" "$1" 2>&1 |
    sed -n 's/.*Collected *: *\([0-9]*\).*/\1/p'
}
one=$(count 1)
six=$(count 6)

python3 - "$one" "$six" <<'PYTHON'
import json, os, sys

one, six = map(int, sys.argv[1:])
# Five rounds without the start, and the start without a round.
counts = {"round": (six - one) // 5, "start": one - (six - one) // 5}
path = "tests/bench/budget.json"
if os.environ.get("ISOGLOSS_BUDGET") == "write":
    budget = {"about": "instructions, by tests/bench/instructions.sh", "tolerance": 0.05, **counts}
    with open(path, "w") as file:
        file.write(json.dumps(budget, indent=2) + "\n")
    print(f"written to {path}: {counts}")
    sys.exit(0)
with open(path) as file:
    budget = json.load(file)
failed = False
for name, found in counts.items():
    allowed, ratio = budget[name], found / budget[name]
    says = f"{name}: {found:,} instructions, {ratio:.3f} x the budget of {allowed:,}"
    if ratio > 1 + budget["tolerance"]:
        failed = True
        says += ": TOO MANY. Find out why, or write ISOGLOSS_BUDGET=write tests/bench/instructions.sh and say why in the commit"
    elif ratio < 1 - budget["tolerance"]:
        says += ": fewer; ISOGLOSS_BUDGET=write tests/bench/instructions.sh keeps it so"
    print(says)
sys.exit(failed)
PYTHON
