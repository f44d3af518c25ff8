#!/bin/sh
# Makes the detector anew: pictures, training, export, scores. About 3 hours on two cores. With DEVICE=cuda a card learns, in
# nine minutes as much as two cores do in a day; it is worth then to make five times as many pictures.
#   models/train/make.sh OUT [MINUTES] [ROADS] [RARE] [SITE] [SITE_RARE]
# These are folders of 400 pictures: of random roads, of such with what roads have little of, of the demo site, and of it with
# more of that.
# OUT gets data/, run/, the four model files and their scores. A second call goes on where the first was interrupted.
set -eu
[ $# -ge 1 ] || { echo "Usage: make.sh OUT [MINUTES of training] [ROADS] [RARE] [SITE] [SITE_RARE]" >&2; exit 2; }
mkdir -p "$1"
out=$(cd "$1" && pwd)
device=${DEVICE:-cpu}
case $device in
cpu) minutes=${2:-150} how= ;;
cuda) minutes=${2:-9} how='--batch 128 --rate 0.003 --mosaic 0 --stages 256x416+384x640@0.5,256x416+384x640+384x640@1' ;;
*) echo "DEVICE is cpu or cuda, not $device." >&2; exit 2 ;;
esac
roads=${3:-16}
rare=${4:-12}
site=${5:-12}
site_rare=${6:-6}
cd "$(dirname "$0")"
python=${PYTHON:-/usr/bin/python3}
node=${NODE:-../../node_modules/.bin/node}
[ -x "$node" ] || node=node

# A folder is there whole or not at all, so that training may read while more are made.
dataset() { # folder, seed, count, kind
  [ -e "$1/dataset.json" ] && return
  rm -rf "$1.new"
  "$node" dataset.ts --seed "$2" --count "$3" --out "$1.new" --width 640 --height 384 --of "$4"
  mv "$1.new" "$1"
}

mkdir -p "$out/data" "$out/making"
# Seeds of the pictures that only the scores see are far from those of training.
dataset "$out/test" 900001 600 roads
dataset "$out/test-site" 910001 600 site
for_training() { # kind, how many folders, seed before the first
  for number in $(seq 1 "$2"); do
    [ -e "$out/data/$1-$number" ] && continue
    dataset "$out/making/$1-$number" $(($3 + number)) 400 "$1"
    mv "$out/making/$1-$number" "$out/data/$1-$number"
  done
}
for_training roads "$roads" 1000
for_training site "$site" 2000
for_training rare "$rare" 3000
for_training site-rare "$site_rare" 4000

# shellcheck disable=SC2086 # several options
"$python" train.py --device "$device" $how --data-parent "$out/data" --out "$out/run" --minutes "$minutes" --resume
for size in 384x640 256x416; do
  for precision in fp32 fp16; do
    half=
    [ "$precision" = fp16 ] && half=--fp16
    file=$out/road-$size-$precision
    "$python" export.py --weights "$out/run/last.pt" --height "${size%x*}" --width "${size#*x}" $half --out "$file.onnx"
    for test in test test-site; do
      "$node" evaluate.ts --model "$file.onnx" --data "$out/$test" --json "$file-$test.json" --markdown "$file-$test.md"
    done
  done
done
