#!/usr/bin/env bash
# Gets the independent programs that the tests compare against or work with, where this machine lets us: ngspice and gnucap (circuits), the
# ONNX project's test data (operators), Slurm (studies on several machines), Verilator, Icarus Verilog and Yosys (SystemVerilog), and
# Chromium with playwright-core (the pages of crossbar report and of samples/Web); and what builds and tests need beside the SDK: npm (that page), a linker
# (programs compiled ahead of time), Python's packages and curl (commands of the documentation). Says what it did; never fails: tests without their oracle are skipped, or fail in CI.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

oracles=artifacts/oracles
playwright_package=playwright-core@1.65.1
# The archive's: what npm serves under this version is this or nothing.
playwright_sha512=86a3e9cfb6e548c3f1595768784d728814b35ec2a254e77693e9230af994cb00f618f3b60ddf477dc5a7abd34dd061db3590c5819f497c116bf97e7f04ba34ab

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
    # Without its plugins, a package of their own, it reads decks and computes nothing.
    if command -v gnucap > /dev/null && ls /usr/lib/*/gnucap*/*.so > /dev/null 2>&1; then
        say "gnucap is installed"
    elif can_apt && apt_install gnucap gnucap-default-plugins0; then
        say "gnucap was installed with apt-get"
    else
        say "no gnucap: its tests are skipped (install the packages gnucap and gnucap-default-plugins0 to run them)"
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

get_verilator() {
    # It makes C++ of what it reads.
    if command -v verilator > /dev/null && command -v g++ > /dev/null && command -v make > /dev/null; then
        say "Verilator is installed"
    elif can_apt && apt_install verilator g++ make; then
        say "Verilator was installed with apt-get"
    else
        say "no Verilator: its tests are skipped (install the packages verilator, g++ and make to run them)"
    fi
}

get_iverilog() {
    if command -v iverilog > /dev/null; then
        say "Icarus Verilog is installed"
    elif can_apt && apt_install iverilog; then
        say "Icarus Verilog was installed with apt-get"
    else
        say "no Icarus Verilog: its tests are skipped (install the package iverilog to run them)"
    fi
}

get_yosys() {
    if command -v yosys > /dev/null; then
        say "Yosys is installed"
    elif can_apt && apt_install yosys; then
        say "Yosys was installed with apt-get"
    else
        say "no Yosys: its tests are skipped (install the package yosys to run them)"
    fi
}

get_npm() {
    if command -v npm > /dev/null; then
        say "npm is installed"
    elif can_apt && apt_install npm; then
        say "npm was installed with apt-get"
    else
        say "no npm: the page of crossbar report is not made, and its tests are skipped (install Node.js 18 or newer with npm to run them)"
    fi
}

get_linker() {
    if command -v clang > /dev/null || command -v gcc > /dev/null; then
        say "a linker for programs compiled ahead of time is installed"
    elif can_apt && apt_install clang zlib1g-dev; then
        say "clang was installed with apt-get"
    else
        say "no linker: the test of programs compiled ahead of time is skipped (install the packages clang and zlib1g-dev to run it)"
    fi
}

get_documentation() {
    # Another Python may stand before the system's; the tests look for both.
    if command -v curl > /dev/null && { python3 -c "import torch, sklearn, onnx, matplotlib" || /usr/bin/python3 -c "import torch, sklearn, onnx, matplotlib"; } > /dev/null 2>&1; then
        say "curl, PyTorch, scikit-learn, onnx and matplotlib are installed"
    elif can_apt && apt_install curl python3-torch python3-sklearn python3-onnx python3-matplotlib; then
        say "curl, PyTorch, scikit-learn, onnx and matplotlib were installed with apt-get"
    else
        say "no PyTorch, scikit-learn, onnx, matplotlib or curl: pages of the documentation that need them are not followed (install the packages python3-torch, python3-sklearn, python3-onnx, python3-matplotlib and curl)"
    fi
}

# is_sha512 HASH FILE: says so where it is not.
is_sha512() {
    local actual
    actual=$({ sha512sum "$2" || shasum -a 512 "$2"; } 2> /dev/null | cut -d ' ' -f 1)
    [ "$actual" = "$1" ] || { say "$(basename "$2") is not what it was when its version was chosen (sha512 ${actual:-unknown}): not used"; return 1; }
}

fetch_playwright() {
    local scratch
    scratch=$(mktemp -d) || return 1
    if npm pack --silent --pack-destination "$scratch" "$playwright_package" > /dev/null 2>&1 < /dev/null \
        && is_sha512 "$playwright_sha512" "$scratch"/*.tgz \
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
        say "no Chromium: tests of pages are skipped (install the package chromium to run them)"
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
get_verilator
get_iverilog
get_yosys
get_npm
get_linker
get_documentation
get_browser
