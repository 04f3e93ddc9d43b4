#!/usr/bin/env bash
# Builds everything and runs every test:  bash tests/run.sh
# Needs nothing but the .NET SDK. The last line is "N passed, N failed" (", N skipped" where there are some); the exit code is 0 only
# when tests ran and none failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

# The summaries below are read by this script: not in the user's language, and not from a terminal display. No server outlives the run.
export DOTNET_CLI_UI_LANGUAGE=en MSBUILDTERMINALLOGGER=off MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

configuration=Release
logs=artifacts/test-logs
passed=0 failed=0 skipped=0

finish() {
    if [ $((passed + failed)) = 0 ]; then
        echo "no test ran"
        failed=1
    fi
    if [ "${CROSSBAR_REQUIRE_ORACLES:-}" = 1 ] && [ "$skipped" != 0 ]; then
        echo "FAILED: tests were skipped, and CROSSBAR_REQUIRE_ORACLES=1 allows none"
        failed=$((failed + 1))
    fi
    local tail=""
    [ "$skipped" = 0 ] || tail=", $skipped skipped"
    echo "$passed passed, $failed failed$tail"
    [ "$failed" = 0 ]
    exit
}

# A step that everything after it needs counts as one failed test when it fails.
require() {
    local what=$1
    shift
    echo "== $what"
    if ! "$@" < /dev/null; then
        echo "FAILED: $what"
        failed=$((failed + 1))
        finish
    fi
}

# The number after NAME in the last summary line of a log; 0 where there is none.
count() {
    local number
    number=$(grep -E '^(Passed|Failed|Skipped)! ' "$2" | tail -n 1 | sed -n "s/.*$1: *\([0-9][0-9]*\).*/\1/p")
    echo "${number:-0}"
}

# run_tests PROJECT [TITLE [FILTER]]: a title tells a second run of a project from its first.
run_tests() {
    local project=$1 name log status project_failed
    name=$(basename "$project" .csproj)${2:+, $2}
    log=$logs/$name.log
    echo "== $name"
    dotnet test "$project" -c "$configuration" --no-build --nologo ${3:+--filter "$3"} < /dev/null > "$log" 2>&1
    status=$?
    project_failed=$(count Failed "$log")
    # A test host that crashed has no summary, or one without failures.
    if [ "$status" != 0 ] && [ "$project_failed" = 0 ]; then
        project_failed=1
    fi
    if [ "$project_failed" != 0 ]; then
        cat "$log"
    else
        grep -E '^(Passed|Skipped)! |^ *Skipped ' "$log" || cat "$log"
    fi
    passed=$((passed + $(count Passed "$log")))
    skipped=$((skipped + $(count Skipped "$log")))
    failed=$((failed + project_failed))
}

mkdir -p "$logs"
bash tests/oracles.sh
require "build" dotnet build Crossbar.Build.sln -c "$configuration" -v quiet -nologo
require "pack" bash build/pack.sh
# The end-to-end tests take these packages instead of packing again.
CROSSBAR_PACKAGE_VERSION=$(cat artifacts/packages/version.txt)
export CROSSBAR_PACKAGE_VERSION

for project in tests/*/*.csproj; do
    [ "$project" = tests/Crossbar.EndToEnd.Tests/Crossbar.EndToEnd.Tests.csproj ] || run_tests "$project"
done
# The kernels of inference once more for machines with narrower vector registers, and with none.
layers="FullyQualifiedName~Runtime.Tests.Layers|FullyQualifiedName~Runtime.Tests.Converters|FullyQualifiedName~CrossbarNetworkTests"
DOTNET_EnableAVX512=0 DOTNET_EnableAVX512F=0 run_tests tests/Crossbar.Runtime.Tests/Crossbar.Runtime.Tests.csproj "without AVX-512" "$layers"
DOTNET_EnableAVX=0 run_tests tests/Crossbar.Runtime.Tests/Crossbar.Runtime.Tests.csproj "without AVX" "$layers"
DOTNET_EnableHWIntrinsic=0 run_tests tests/Crossbar.Runtime.Tests/Crossbar.Runtime.Tests.csproj "without vector registers" "$layers"
run_tests tests/Crossbar.EndToEnd.Tests/Crossbar.EndToEnd.Tests.csproj
[ ! -f artifacts/conformance.txt ] || cat artifacts/conformance.txt
finish
