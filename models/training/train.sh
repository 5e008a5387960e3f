#!/usr/bin/env bash
# Trains models/en_news from the data that CARD.md names. Usage: train.sh DATA (a folder with treebank/ and ner/)
# About eight hours on two cores: parser and NER side by side. Works in .training/ at the top of the checkout; a stage that has
# finished is not run again.
set -euo pipefail
DATA=$(realpath "${1:?usage: train.sh DATA}")
HERE=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$HERE/../../.training/work"
cd "$HERE/../../.training"
PYTHON=../.venv/bin/python
export OPENBLAS_NUM_THREADS=1 PYTHONPATH=$HERE

train() { # CONFIG OUT
    [ -d "$2/model-last" ] || "$PYTHON" -m spacy train "$HERE/$1" --code "$HERE/callbacks.py" --output "$2"
}

[ -f work/parser_dev.spacy ] || "$PYTHON" "$HERE/treebanks.py" "$DATA/treebank" work
[ -f work/ner_train_3.spacy ] || "$PYTHON" "$HERE/entities.py" "$DATA/ner" work
(train ner_stage1.cfg work/ner_1 && train ner_stage2.cfg work/ner_2 && train ner_stage3.cfg work/ner_3) &
NER=$!
train parser_stage1.cfg work/parser_1
train parser_stage2.cfg work/parser_2
train parser_stage3.cfg work/parser_3
train parser_stage4.cfg work/parser_4
train parser_stage5.cfg work/parser_5
"$PYTHON" "$HERE/average.py" work/parser_45 work/parser_4/model-last=2 work/parser_5/model-last=1
"$PYTHON" "$HERE/widen.py" work/parser_45 work/parser_wide
train parser_stage6.cfg work/parser_6
train parser_stage7.cfg work/parser_7
train parser_stage8.cfg work/parser_8
"$PYTHON" "$HERE/average.py" work/parser_86 work/parser_8/model-last=2 work/parser_6/model-last=1
train parser_stage9.cfg work/parser_9
train parser_stage10.cfg work/parser_10
wait "$NER"
"$PYTHON" "$HERE/average.py" work/parser work/parser_9/model-last=1 work/parser_10/model-last=2
"$PYTHON" "$HERE/average.py" work/ner work/ner_2/model-best=1 work/ner_3/model-best=1
"$PYTHON" "$HERE/assemble.py" work/parser work/ner "$HERE/../en_news"
"$PYTHON" "$HERE/scores.py" "$HERE/../en_news" "$DATA" | tee scores.txt
