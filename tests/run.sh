#!/usr/bin/env bash
# Builds everything and runs the tests:  bash tests/run.sh [--all]
# Without --all the long campaigns are left out (Campaign.cs): more cases of what other tests check too, or the same at a size that takes long.
# Needs nothing but the .NET SDK. The last line is "N passed, N failed" (", N skipped" where there are some); the exit code is 0 only
# when tests ran and none failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

case "$*" in
    --all)
        chosen=
        solution=Crossbar.Build.sln
        ;;
    "")
        chosen="Campaign!=long"
        # Without the benchmarks, which no test needs.
        solution=tests/Tests.slnf
        echo "without the long campaigns: bash tests/run.sh --all runs these too"
        ;;
    *)
        echo "usage: bash tests/run.sh [--all]" >&2
        exit 2
        ;;
esac

# The summaries below are read by this script: not in the user's language, and not from a terminal display. No server outlives the run.
export DOTNET_CLI_UI_LANGUAGE=en MSBUILDTERMINALLOGGER=off MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

# One compiler process for the builds of this run, those of the end-to-end tests too: each would start one of its own, and that takes longer
# than to compile. Nobody else's build uses it, and it ends with the run.
export UseSharedCompilation=true SharedCompilationId=crossbar-tests-$$-$(date -u +%s)
# What the JIT learns by profiling costs a program as short as a build more than it gains.
without_profiling=(env DOTNET_TieredPGO=0)

end_to_end=tests/Crossbar.EndToEnd.Tests/Crossbar.EndToEnd.Tests.csproj
end_to_end_process=
compiler=tests/Crossbar.Compiler.Tests/Crossbar.Compiler.Tests.csproj
tool=tests/Crossbar.Tool.Tests/Crossbar.Tool.Tests.csproj
tool_process=

stop() {
    [ -z "$end_to_end_process" ] || kill "$end_to_end_process" 2> /dev/null
    [ -z "$tool_process" ] || kill "$tool_process" 2> /dev/null
    local sdk
    sdk=$(dotnet --version)
    sdk=$(dotnet --list-sdks | sed -n "s/^$sdk \[\(.*\)\]\$/\1/p")/$sdk
    dotnet exec "$sdk/Roslyn/bincore/VBCSCompiler.dll" "-pipename:$SharedCompilationId" -shutdown > /dev/null 2>&1 < /dev/null
}
trap stop EXIT

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

# log_of PROJECT [TITLE]
log_of() { echo "$logs/$(basename "$1" .csproj)${2:+, $2}.log"; }

# Becomes the test run: to be called in a process of its own.
test_project() {
    local filter=${3:+($3)}
    filter=$filter${filter:+${chosen:+&}}$chosen
    # The assembly rather than the project, which MSBuild would read first.
    exec dotnet test "$(dirname "$1")/bin/$configuration/net10.0/$(basename "$1" .csproj).dll" --nologo ${filter:+--filter "$filter"} < /dev/null > "$(log_of "$@")" 2>&1
}

# The same for tests that consist of loops: compiled in full at once they take a third less time than by way of code that is slow and counts.
test_loops() { DOTNET_TieredPGO=0 DOTNET_TC_QuickJitForLoops=0 test_project "$@"; }

# run_tests PROJECT [TITLE [FILTER]]: a title tells a second run of a project from its first.
run_tests() {
    echo "== $(basename "$1" .csproj)${2:+, $2}"
    (test_loops "$@")
    count_tests $? "$@"
}

# count_tests STATUS PROJECT [TITLE]: what a test run that ended with this status says.
count_tests() {
    local status=$1 log project_failed
    shift
    log=$(log_of "$@")
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
# With the packages' version, so that what is packed is what was built and nothing is compiled twice. The end-to-end tests take these packages.
CROSSBAR_PACKAGE_VERSION=0.1.0-dev.$(date -u +%s)
export CROSSBAR_PACKAGE_VERSION
require "build" "${without_profiling[@]}" dotnet build "$solution" -c "$configuration" -v quiet -nologo -p:Version="$CROSSBAR_PACKAGE_VERSION"
require "pack" "${without_profiling[@]}" bash build/pack.sh "$CROSSBAR_PACKAGE_VERSION"

# These take as long as all others, which are run beside them: much of the time either uses one core.
# Builds of a line or two: what they compile a second time, they hardly use again. So the tool, which by itself optimises what is hot at once, waits for a pause
# of 100 ms (the number is hexadecimal), as all programs of .NET do. Not longer: with 20 s a study took four times as long.
DOTNET_TieredPGO=0 DOTNET_TC_CallCountingDelayMs=64 test_project "$end_to_end" &
end_to_end_process=$!

for project in tests/*/*.csproj; do
    [ "$project" = "$end_to_end" ] || [ "$project" = "$tool" ] || run_tests "$project"
    # These mostly wait, for a browser, for Slurm, for processes that they start: beside what comes after the longest project, when a core is free.
    if [ "$project" = "$compiler" ]; then
        test_loops "$tool" &
        tool_process=$!
    fi
done
# The kernels of inference once more for machines with narrower vector registers, and with none.
layers="FullyQualifiedName~Runtime.Tests.Layers|FullyQualifiedName~Runtime.Tests.FixedPoint|FullyQualifiedName~Runtime.Tests.Converters|FullyQualifiedName~CrossbarNetworkTests"
DOTNET_EnableAVX512=0 DOTNET_EnableAVX512F=0 run_tests tests/Crossbar.Runtime.Tests/Crossbar.Runtime.Tests.csproj "without AVX-512" "$layers"
[ -n "$chosen" ] || DOTNET_EnableAVX=0 run_tests tests/Crossbar.Runtime.Tests/Crossbar.Runtime.Tests.csproj "without AVX" "$layers"
# Without registers all loops are the same few: one test of each, where the campaign takes all.
scalar=$layers
[ -z "$chosen" ] || scalar="FullyQualifiedName~ArrayReadTests|FullyQualifiedName~NonlinearConvolutionTests|FullyQualifiedName~The_kernel_computes_what_whole_numbers|FullyQualifiedName~GeneralLayerTests|FullyQualifiedName~FilteredWindowsTests|FullyQualifiedName~CrossbarNetworkTests"
DOTNET_EnableHWIntrinsic=0 run_tests tests/Crossbar.Runtime.Tests/Crossbar.Runtime.Tests.csproj "without vector registers" "$scalar"
echo "== $(basename "$tool" .csproj)"
wait "$tool_process"
status=$?
tool_process=
count_tests "$status" "$tool"
echo "== $(basename "$end_to_end" .csproj)"
wait "$end_to_end_process"
status=$?
end_to_end_process=
count_tests "$status" "$end_to_end"
for account in artifacts/conformance.txt artifacts/documents.txt; do
    [ ! -f "$account" ] || cat "$account"
done
finish
