#!/usr/bin/env bash
# docs/results/measure.sh DATA [STUDY...]: runs the studies of ../results.md again (all, or some of the names below) with the crossbar command that is
# on the path, on the .npz files in the folder DATA, and keeps their tables here. Then: python3 tables.py.
set -euo pipefail
data=$(realpath "$1")
shift
here=$(dirname "$(realpath "$0")")
root=$(realpath "$here/../..")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mnist=("$root/samples/Mnist/Mnist.onnx" --calibration-data "$data/mnist-calibration.npz")
resnet=("$root/samples/ResNet20/ResNet20.onnx" --calibration-data "$data/cifar10-calibration.npz" --input-mean .4914,.4822,.4465 --input-std .2470,.2435,.2616)
paper=(--conversions Exact --bits 0 8 6 4 --offset-subtraction Digital --scale Array --dac-range MinMax --adc-range MinMax --adc-range-scope Array --fit-scope Array)
chips=(--mappings Dense --scales Column --chips 5)

# run NAME STUDY ARGUMENT...
run() {
  local name=$1
  shift
  if ((${#chosen[@]} > 0)) && [[ " ${chosen[*]} " != *" $name "* ]]; then
    return
  fi
  echo "$name: crossbar study $*" >&2
  crossbar study "$@" -o "$work/$name" > /dev/null
  cp "$work/$name/$1.csv" "$here/$name.csv"
}

chosen=("$@")
run synthetic-conversion conversion --sizes 27x16 144x16 288x32 576x64 --sparsities 0 0.3 0.6 0.9
run resnet20-conversion conversion "${resnet[@]}" --max-rows 0 --max-columns 0
for net in mnist resnet20; do
  [ $net = mnist ] && model=("${mnist[@]}" --data "$data/mnist-test.npz") || run mnist-wires wires "${mnist[@]}" --data "$data/mnist-test.npz"
model=("${resnet[@]}" --data "$data/cifar10-test.npz")
  run $net-sparsity sparsity "${model[@]}"
  run $net-accuracy accuracy "${model[@]}" --bits 0 8 6 5 4 4/8 8/4
  run $net-accuracy-undivided accuracy "${model[@]}" --max-rows 0 --max-columns 0 --bits 0 8 6 4
  run $net-accuracy-paper-converters accuracy "${model[@]}" "${paper[@]}"
  run $net-propagation propagation "${model[@]}" --bits 0 8 6 5 4
done
model=("${resnet[@]}" --data "$data/cifar10-test.npz")
run resnet20-programming-6bit programming "${model[@]}" --dac-bits 6 --adc-bits 6 "${chips[@]}" --sigmas 0 2e-7 4e-7 6e-7 8e-7 1e-6
run resnet20-programming-8bit programming "${model[@]}" "${chips[@]}" --sigmas 0 4e-7 1e-6
run resnet20-wires wires "${model[@]}"
run resnet20-wires-undivided wires "${model[@]}" --max-rows 0 --max-columns 0
python3 "$here/wires-figure.py"
