#!/usr/bin/env bash
# docs/results/measure.sh DATA [NAME...]: runs the studies of ../results.md, ../accuracy.md, ../conversion.md, ../devices.md and ../encodings.md again (all, or those named below) with
# the crossbar command on the path, on the .npz files in the folder DATA, and keeps their tables here. Then: python3 tables.py.
set -euo pipefail
data=$(realpath "$1")
shift
chosen=("$@")
here=$(dirname "$(realpath "$0")")
samples=$(realpath "$here/../../samples")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mnist=("$samples/Mnist/Mnist.onnx")
mnist_own=(--calibration-data "$samples/Mnist/Digits.npz")
mnist_given=(--calibration-data "$data/mnist-calibration.npz")
mnist_test=(--data "$data/mnist-test.npz")
resnet20=("$samples/ResNet20/ResNet20.onnx" --input-mean .4914,.4822,.4465 --input-std .2470,.2435,.2616)
resnet20_own=(--calibration-data "$samples/ResNet20/ResNet20-impressions.npz")
resnet20_given=(--calibration-data "$data/cifar10-calibration.npz")
resnet20_test=(--data "$data/cifar10-test.npz")
paper=(--conversions Exact --offset-subtraction Digital --scale Array --dac-range MinMax --adc-range MinMax --adc-range-scope Array --fit-scope Array)
bits=(8 6 5 4 4/8 8/4)

# run NAME STUDY ARGUMENT...
run() {
  local name=$1
  shift
  if ((${#chosen[@]} > 0)) && [[ " ${chosen[*]} " != *" $name "* ]]; then
    return
  fi
  echo "$name: crossbar study $*" >&2
  crossbar study "$@" -o "$work/$name" > /dev/null 2>> "$work/log" || { tail "$work/log" >&2; exit 1; }
  cp "$work/$name/$1.csv" "$here/$name.csv"
}

run synthetic-conversion conversion --sizes 27x16 144x16 288x32 576x64 --sparsities 0 0.3 0.6 0.9
run resnet20-conversion conversion "${resnet20[@]}" "${resnet20_given[@]}" --max-rows 0 --max-columns 0
for net in mnist resnet20; do
  declare -n model=$net own=${net}_own given=${net}_given test=${net}_test
  run $net-sparsity sparsity "${model[@]}" "${given[@]}" "${test[@]}"
  run $net-accuracy accuracy "${model[@]}" "${given[@]}" "${test[@]}" --bits 0 "${bits[@]}"
  run $net-accuracy-own accuracy "${model[@]}" "${own[@]}" "${test[@]}" --bits "${bits[@]}" --conversions Exact
  run $net-accuracy-paper-converters accuracy "${model[@]}" "${given[@]}" "${test[@]}" --bits 0 "${bits[@]}" "${paper[@]}"
  run $net-accuracy-undivided accuracy "${model[@]}" "${given[@]}" "${test[@]}" --max-rows 0 --max-columns 0 --bits 0 8 6 4
  run $net-propagation propagation "${model[@]}" "${given[@]}" "${test[@]}" --bits 0 8 6 5 4
  run $net-wires wires "${model[@]}" "${given[@]}" "${test[@]}"
done
resnet=("${resnet20[@]}" "${resnet20_given[@]}" "${resnet20_test[@]}")
run resnet20-wires-undivided wires "${resnet[@]}" --max-rows 0 --max-columns 0
run resnet20-programming-8bit programming "${resnet[@]}" --mappings Dense --scales Column --chips 5 --sigmas 0 4e-7 1e-6
run resnet20-programming-6bit programming "${resnet[@]}" --dac-bits 6 --adc-bits 6 --chips 5 --sigmas 0 2e-7 4e-7 6e-7 8e-7 1e-6
for net in mnist resnet20; do
  declare -n model=$net own=${net}_own test=${net}_test
  weights=(--conversions Exact --weights 0 8/8 8/4 8/2)
  pulses=(--bits 8 --encodings Amplitude BitSerial:1 BitSerial:2 PulseWidth)
  if [[ $net == mnist ]]; then
    run mnist-encodings accuracy "${model[@]}" "${own[@]}" "${test[@]}" --mappings Differential Dense "${weights[@]}" "${pulses[@]}"
  else
    run resnet20-encodings accuracy "${model[@]}" "${own[@]}" "${test[@]}" --mappings Differential "${weights[@]}" "${pulses[@]}"
    run resnet20-encodings-dense accuracy "${model[@]}" "${own[@]}" "${test[@]}" --mappings Dense "${weights[@]}" --bits 8 --encodings Amplitude BitSerial:2
  fi
  run $net-spikes accuracy "${model[@]}" "${own[@]}" "${test[@]}" --mappings Differential "${weights[@]}" --bits 4 6 --encodings Amplitude Spikes
done
for components in isaac-2016 survey-32nm; do
  run resnet20-chip-$components chip "${resnet20[@]}" "${resnet20_given[@]}" --components $components
done
# ResNet-32 and ResNet-56 of others, where DATA/models has them: ../results.md says what they are.
for depth in 32 56; do
  [[ -f $data/models/A$depth.onnx ]] || continue
  published=("$data/models/A$depth.onnx" --input-mean .485,.456,.406 --input-std .229,.224,.225 --calibration-data "$data/cifar10-calibration.npz")
  run resnet$depth-accuracy accuracy "${published[@]}" "${resnet20_test[@]}" --bits 0 "${bits[@]}" --conversions Exact
  run resnet$depth-accuracy-conversions accuracy "${published[@]}" "${resnet20_test[@]}" --bits 8 --conversions MaxInput None
  run resnet$depth-accuracy-undivided accuracy "${published[@]}" "${resnet20_test[@]}" --max-rows 0 --max-columns 0 --bits 8 --conversions Exact None --images 2000
  run resnet$depth-accuracy-paper-converters accuracy "${published[@]}" "${resnet20_test[@]}" --bits 8 6 4 "${paper[@]}"
  run resnet$depth-encodings accuracy "${published[@]}" "${resnet20_test[@]}" --mappings Differential --conversions Exact --weights 0 8/2 --bits 8 --encodings Amplitude BitSerial:1 PulseWidth --images 1000
  for device in rram-wan-2022 pcm-hermes-2023; do
    run resnet$depth-retention-$device retention "${published[@]}" "${resnet20_test[@]}" --device $device --mapping Differential --images 1000 --chips 3 --ages 0 1d
  done
  for components in isaac-2016 survey-32nm; do
    run resnet$depth-chip-$components chip "${published[@]}" --components $components
  done
done
# Ages that the device's law knows.
declare -A ages=(
  [pcm-joshi-2020]="0 1d 30d 1y" [pcm-hermes-2023]="0 1d 30d 1y" [rram-wan-2022]="0 1d 2d" [rram-wan-2022-crosssim]="0" [rram-cmo-hfox-2025]="0 1d 30d 1y"
)
for net in mnist resnet20; do
  declare -n model=$net own=${net}_own test=${net}_test
  for device in "${!ages[@]}"; do
    read -ra known <<< "${ages[$device]}"
    run $net-retention-$device retention "${model[@]}" "${own[@]}" "${test[@]}" --device $device --mapping Differential --images 10000 --chips 10 --ages "${known[@]}"
  done
done
# Cells that are not linear take a hundred times as long.
run mnist-retention-rram-milo-2021 retention "${mnist[@]}" "${mnist_own[@]}" "${mnist_test[@]}" --device rram-milo-2021 --mapping Differential --images 200 --chips 3 --ages 0
python3 "$here/wires-figure.py"
