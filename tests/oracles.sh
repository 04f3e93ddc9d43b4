#!/usr/bin/env bash
# Gets the independent programs that the tests compare against or work with, where this machine lets us: ngspice and gnucap (circuits), the
# ONNX project's test data (operators), Slurm (studies on several machines), and Chromium with playwright-core (the page of crossbar
# report). Says what it did; never fails: tests without their oracle are skipped, or fail in CI.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

oracles=artifacts/oracles
playwright_package=playwright-core@1.65.1

say() { echo "oracles: $*"; }

can_apt() { [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; }

apt_install() {
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -y --no-install-recommends "$@" > /dev/null 2>&1 < /dev/null && return 0
    # A fresh machine has no package lists yet.
    apt-get update > /dev/null 2>&1 < /dev/null
    apt-get install -y --no-install-recommends "$@" > /dev/null 2>&1 < /dev/null
}

get_ngspice() {
    if command -v ngspice > /dev/null; then
        say "ngspice is installed"
    elif can_apt && apt_install ngspice; then
        say "ngspice was installed with apt-get"
    else
        say "no ngspice: its tests are skipped (install the package ngspice to run them)"
    fi
}

get_gnucap() {
    if command -v gnucap > /dev/null; then
        say "gnucap is installed"
    elif can_apt && apt_install gnucap; then
        say "gnucap was installed with apt-get"
    else
        say "no gnucap: its tests are skipped (install the package gnucap to run them)"
    fi
}

get_onnx_testdata() {
    if [ -n "${CROSSBAR_ONNX_TESTDATA:-}" ] || [ -d /usr/share/libonnx-testdata/data/node ]; then
        say "the ONNX project's test data are here"
    elif can_apt && apt_install libonnx-testdata; then
        say "the ONNX project's test data were installed with apt-get"
    else
        say "no ONNX test data: the conformance test is skipped (install the package libonnx-testdata to run it)"
    fi
}

get_slurm() {
    if command -v sbatch > /dev/null && command -v slurmctld > /dev/null && command -v slurmd > /dev/null; then
        say "Slurm is installed"
    elif can_apt && apt_install slurm-wlm; then
        say "Slurm was installed with apt-get"
    else
        say "no Slurm: its test is skipped (install the package slurm-wlm to run it)"
    fi
}

fetch_playwright() {
    local scratch
    scratch=$(mktemp -d) || return 1
    if npm pack --silent --pack-destination "$scratch" "$playwright_package" > /dev/null 2>&1 < /dev/null \
        && tar -xzf "$scratch"/*.tgz -C "$scratch" \
        && mkdir -p "$oracles"; then
        rm -rf "$oracles/playwright-core"
        mv "$scratch/package" "$oracles/playwright-core"
    fi
    rm -rf "$scratch"
    has_playwright
}

# In the version above: an older one that is here is fetched anew.
has_playwright() { grep -qs "\"version\": \"${playwright_package##*@}\"" "$oracles/playwright-core/package.json"; }

has_chromium() { command -v chromium > /dev/null || command -v chromium-browser > /dev/null || command -v google-chrome > /dev/null; }

get_browser() {
    if has_chromium; then
        say "Chromium is installed"
    elif can_apt && apt_install chromium; then
        say "Chromium was installed with apt-get"
    else
        say "no Chromium: tests of the report page are skipped (install the package chromium to run them)"
        return
    fi
    if has_playwright; then
        say "playwright-core is in $oracles"
    elif { command -v npm > /dev/null || { can_apt && apt_install npm; }; } && fetch_playwright; then
        say "playwright-core was fetched from the npm package $playwright_package"
    else
        say "no playwright-core: tests of the report page are skipped (they need npm)"
    fi
}

get_ngspice
get_gnucap
get_onnx_testdata
get_slurm
get_browser
