#!/usr/bin/env bash
# From what was measured of a device to what a network on it is worth, and to figures:  bash study.sh [FOLDER]
# FOLDER (out) gets all files. CROSSBAR is the tool, if it shall not be the one of this repository: CROSSBAR=crossbar bash study.sh
set -euo pipefail
mkdir -p "${1:-$(dirname "${BASH_SOURCE[0]}")/out}"
out=$(cd "${1:-$(dirname "${BASH_SOURCE[0]}")/out}" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")"

if [ -z "${CROSSBAR:-}" ]; then
    dotnet build ../../src/Crossbar.Tool -c Release -v quiet -nologo
    CROSSBAR="dotnet exec $(cd ../.. && pwd)/src/Crossbar.Tool/bin/Release/net8.0/crossbar.dll"
fi
crossbar() { $CROSSBAR "$@"; }
title() { printf '\n== %s\n' "$*"; }

array=(--conductances array/conductances.csv --voltages array/voltages.csv --device device.json)
network=(../Small/Small.onnx --calibration-data ../Small/Small.npz --device device.json --mapping Differential)

title "The wires of the test array, from the currents that were measured"
crossbar fit wires "${array[@]}" --currents array/currents.csv | tee "$out/wires.txt"
read -ra wires <<< "$(sed -n 's/^options *//p' "$out/wires.txt")"

title "The same reads in the solver, with these wires"
crossbar solve "${array[@]}" "${wires[@]}" > "$out/solved.csv"
paste -d, array/currents.csv "$out/solved.csv" | awk -F, '
    { n = NF / 2; for (j = 1; j <= n; j++) { d = $j - $(j + n); squares += d * d; if (d * d > worst) worst = d * d; all++ } }
    END { printf "%d currents, rms of what measured ones differ by %.3g A, greatest %.3g A\n", all, sqrt(squares / all), sqrt(worst) }'

title "Cells a day after they were programmed"
crossbar device sample device.json --age 1d --seed 1 > "$out/cells.csv"
awk -F, 'NR > 1 { n[$1]++; s[$1] += $2; q[$1] += $2 * $2 }
    END { for (t in n) { m = s[t] / n[t]; printf "%5.1f µS: %5.1f ± %4.1f µS\n", 1e6 * t, 1e6 * m, 1e6 * sqrt(q[t] / n[t] - m * m) } }' "$out/cells.csv" | sort -n

title "A matrix of weights on these cells and wires"
crossbar convert --weights weights.csv --device device.json --mapping Differential "${wires[@]}" -o "$out/matrix"

title "What a network keeps of its accuracy: five chips"
crossbar study retention "${network[@]}" "${wires[@]}" --data ../Small/Small.npz --chips 5 --ages 0 1h 1d 30d 1y \
    --compensations None GlobalScale Recalibrate -o "$out/retention"

title "Figures"
dotnet run --file figure.cs -p:ImportDirectoryBuildProps=false -p:ImportDirectoryBuildTargets=false -- "$out"
# The page is part of the tool where npm was there when the tool was built: docs/report.md.
crossbar report "${network[@]}" "${wires[@]}" --study "$out/retention/retention.json" -o "$out/report.html" || echo "no report page here"
