#!/usr/bin/env bash
# Packs everything into artifacts/packages:  bash build/pack.sh [VERSION]
# Without VERSION each run has one of its own, 0.1.0-dev.<seconds>: NuGet would serve the old contents of a version that it has seen before.
# The assemblies are built anew with that version, so that the tool and all that it writes say it too; the analyzers have seen them in the build.
# The version stands in artifacts/packages/version.txt, and a reference to 0.1.0-* finds the newest.
# The tool's report page needs npm: with CROSSBAR_REPORT_PAGE=false the packages are without it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

version=${1:-0.1.0-dev.$(date -u +%s)}
rm -rf artifacts/packages
mkdir -p artifacts/packages
for project in src/Crossbar.Runtime nuget/Crossbar.Build src/Crossbar.Tool nuget/Crossbar.Templates; do
    dotnet pack "$project" -c Release -v quiet -nologo -p:Version="$version" -p:RunAnalyzers=false -p:CrossbarReportPage="${CROSSBAR_REPORT_PAGE:-required}"
done
printf '%s\n' "$version" > artifacts/packages/version.txt
echo "packed $version into artifacts/packages"
