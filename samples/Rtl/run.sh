#!/usr/bin/env bash
# From a trained network to hardware that reads a digit:  bash run.sh [FOLDER]
# FOLDER (out) gets the SystemVerilog and what is made of it. IMAGE is another picture than digit.txt. CROSSBAR is the tool, if it shall not be the one of
# this repository: CROSSBAR=crossbar bash run.sh
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
image=$(realpath "${IMAGE:-$here/digit.txt}")
mkdir -p "${1:-$here/out}"
out=$(cd "${1:-$here/out}" && pwd)

if [ -z "${CROSSBAR:-}" ]; then
    dotnet build "$here/../../src/Crossbar.Tool" -c Release -v quiet -nologo
    CROSSBAR="dotnet exec $here/../../src/Crossbar.Tool/bin/Release/net8.0/crossbar.dll"
fi
crossbar() { $CROSSBAR "$@"; }
title() { printf '\n== %s\n' "$*"; }
has() { command -v "$1" > /dev/null; }

cd "$out"
title "The digital half of Small.onnx as SystemVerilog"
crossbar rtl "$here/../Small/Small.onnx" --calibration-data "$here/../Small/Small.npz" --rtl-vectors 2 --table -o rtl

# The chip without the bench that was written with it; memory/ is found from the folder of the chip.
cd rtl
mkdir -p build
sources=()
for file in *.sv; do
    [ "$file" = chip_small_crossbar_tb.sv ] || sources+=("$file")
done

title "A picture goes through it"
if has iverilog; then
    iverilog -g2012 -s digit_tb -o build/digit.vvp "${sources[@]}" "$here/digit_tb.sv"
    vvp -n build/digit.vvp "+image=$image"
elif has verilator && has g++ && has make; then
    verilator --binary --timing -Wno-WIDTHCONCAT --top-module digit_tb --Mdir build/digit "${sources[@]}" "$here/digit_tb.sv" > build/digit.log
    build/digit/Vdigit_tb "+image=$image"
else
    echo "left out: neither Icarus Verilog nor Verilator is here"
fi
cd ..

title "Two images, every DAC code, ADC code and score against the runtime's"
if has iverilog || { has verilator && has g++ && has make; }; then
    crossbar verify rtl rtl
else
    echo "left out: neither Verilator nor Icarus Verilog is here"
fi

title "Cells, flip-flops and memory"
if has yosys; then
    crossbar verify rtl rtl --synthesis
else
    echo "left out: Yosys is not here"
fi
