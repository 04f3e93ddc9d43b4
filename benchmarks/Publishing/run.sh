#!/usr/bin/env bash
# What ways of publishing cost:  bash build/pack.sh && bash benchmarks/Publishing/run.sh [ROUNDS]
# Publishes one program in several ways and runs them in turns. For each model: milliseconds to the first answer (arrays solved on the way),
# milliseconds per image afterwards (one core, median of 15), and the first score, which should be the same but for rounding.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

version=$(cat ../../artifacts/packages/version.txt)
case "$(uname -m)" in aarch64 | arm64) runtime=linux-arm64 ;; *) runtime=linux-x64 ;; esac
ways=(jit ready-to-run trimmed aot aot-v2 aot-v4)
declare -A options=(
    [jit]="--no-self-contained"
    [trimmed]="--self-contained -p:PublishTrimmed=true -p:PublishSingleFile=true"
    [ready-to-run]="--no-self-contained -p:PublishReadyToRun=true"
    [aot]="-p:PublishAot=true"
    [aot-v2]="-p:PublishAot=true -p:IlcInstructionSet=x86-64-v2"
    [aot-v4]="-p:PublishAot=true -p:IlcInstructionSet=x86-64-v4"
)
for way in "${ways[@]}"; do
    # shellcheck disable=SC2086 # several options
    dotnet publish -c Release -r "$runtime" -v quiet -nologo -o "bin/published/$way" -p:Way="$way" -p:CrossbarPackageVersion="$version" ${options[$way]}
done
echo "                                   Mnist                           ResNet20"
echo "way           size, MB bits  FMA  first, ms ms/image        score first, ms ms/image        score"
for ((round = 0; round < ${1:-3}; round++)); do
    for way in "${ways[@]}"; do
        printf '%-14s %6.1f ' "$way" "$(du -sb --exclude='*.dbg' --exclude='*.pdb' "bin/published/$way" | awk '{ print $1 / 1e6 }')"
        "bin/published/$way/Crossbar.Benchmarks.Publishing"
    done
done
