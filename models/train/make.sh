#!/bin/sh
# Makes the detector anew: pictures, training, export, scores. About 2 hours on two cores.
#   models/train/make.sh OUT [MINUTES] [FOLDERS]
# OUT gets data/, run/, the four model files and their scores. A second call goes on where the first was interrupted.
set -eu
[ $# -ge 1 ] || { echo "Usage: make.sh OUT [MINUTES of training] [FOLDERS of 400 pictures]" >&2; exit 2; }
mkdir -p "$1"
out=$(cd "$1" && pwd)
minutes=${2:-70}
folders=${3:-16}
cd "$(dirname "$0")"
python=${PYTHON:-/usr/bin/python3}
node=${NODE:-../../node_modules/.bin/node}
[ -x "$node" ] || node=node

# A folder is there whole or not at all, so that training may read while more are made.
dataset() { # folder, seed, count
  [ -e "$1/dataset.json" ] && return
  rm -rf "$1.new"
  "$node" dataset.ts --seed "$2" --count "$3" --out "$1.new" --width 640 --height 384
  mv "$1.new" "$1"
}

mkdir -p "$out/data" "$out/making"
# Seeds of the pictures that only the scores see are far from those of training.
dataset "$out/test" 900001 600
for number in $(seq 1 "$folders"); do
  [ -e "$out/data/$number" ] && continue
  dataset "$out/making/$number" $((1000 + number)) 400
  mv "$out/making/$number" "$out/data/$number"
done

"$python" train.py --data-parent "$out/data" --out "$out/run" --minutes "$minutes" --resume
for size in 384x640 256x416; do
  for precision in fp32 fp16; do
    half=
    [ "$precision" = fp16 ] && half=--fp16
    file=$out/road-$size-$precision
    "$python" export.py --weights "$out/run/last.pt" --height "${size%x*}" --width "${size#*x}" $half --out "$file.onnx"
    "$node" evaluate.ts --model "$file.onnx" --data "$out/test" --json "$file.json" --markdown "$file.md"
  done
done
