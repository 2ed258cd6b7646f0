#!/usr/bin/env bash
# Speaks the line protocol of lib/isolation/protocol.ts with nothing but Bash, and misbehaves on purpose: hostile.sh KIND.
# Every bomb ends by itself, even if nobody stops it.
kind=${1:-none}

# the classic bomb, 512 processes at most: each starts two others and ends
bomb() {
  if (($1 == 0)); then exec sleep 3; fi
  bomb $(($1 - 1)) | bomb $(($1 - 1)) &
}

# with job control each background process is in a group of its own
bomb_of_jobs() {
  set -m
  for ((n = 0; n < 200; n++)); do sleep 3 & done
}

field() { [[ $line =~ \"$1\":(-?[0-9]+) ]] && printf '%s' "${BASH_REMATCH[1]}"; }

misbehave() {
  case $kind in
    hang) sleep 600 ;;
    ignore-sigterm) trap '' TERM; sleep 600 ;;
    exit) exit 3 ;;
    kill-itself) kill -KILL $$ ;;
    garbage) echo "Loading model ..." ;;
    flood-lines) yes noise | head -c 100000000 ;;
    flood-stderr-lines) yes y | head -c 100000000 >&2 ;;
    bomb) bomb 9; sleep 600 ;;
    bomb-jobs) bomb_of_jobs; sleep 600 ;;
  esac
}

while IFS= read -r line; do
  case $line in
    '{"type":"open"'*)
      printf '{"type":"ready","protocol":1,"items":%s}\n' "$(field items)"
      ;;
    '{"type":"batch"'*)
      batch=$(field batchId) from=$(field fromItem) to=$(field toItem)
      for ((index = from; index < to; index++)); do
        if ((index == 4)); then misbehave; fi
        printf '{"type":"item","batchId":%s,"index":%s,"ok":true,"values":{"seen":1}}\n' "$batch" "$index"
      done
      printf '{"type":"batch-done","batchId":%s}\n' "$batch"
      ;;
    '{"type":"close"'*) exit 0 ;;
  esac
done
