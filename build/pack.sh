#!/usr/bin/env bash
# Packs everything into artifacts/packages:  bash build/pack.sh [VERSION]
# Without VERSION each run has one of its own, 0.1.0-dev.<seconds>: NuGet would serve the old contents of a version that it has seen before.
# The assemblies are built with that version, so that the tool and all that it writes say it too; those that were built with it already stay as they are,
# and the analyzers have seen the source in the build.
# The version stands in artifacts/packages/version.txt, and a reference to 0.1.0-* finds the newest.
# The tool's report page needs npm. Where npm cannot get it the packages have everything else, and a warning says so: CROSSBAR_REPORT_PAGE=required
# makes that an error (as CROSSBAR_REQUIRE_ORACLES=1 does, for CI), CROSSBAR_REPORT_PAGE=false leaves the page out wherever npm is.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

version=${1:-0.1.0-dev.$(date -u +%s)}
page=${CROSSBAR_REPORT_PAGE:-}
[ -n "$page" ] || [ "${CROSSBAR_REQUIRE_ORACLES:-}" != 1 ] || page=required
rm -rf artifacts/packages
mkdir -p artifacts/packages
for project in src/Crossbar.Runtime nuget/Crossbar.Build src/Crossbar.Tool nuget/Crossbar.Templates; do
    dotnet pack "$project" -c Release -v quiet -nologo -p:Version="$version" -p:RunAnalyzers=false -p:CrossbarReportPage="$page"
done
printf '%s\n' "$version" > artifacts/packages/version.txt
[ "$page" != false ] && [ -f src/Crossbar.Compiler/obj/report-page/Crossbar.Report.html ] \
    || echo "packed without the page of 'crossbar report'$([ "$page" = false ] || echo ": install npm with Node.js 18 or newer and run build/pack.sh again to have it")"
echo "packed $version into artifacts/packages"
