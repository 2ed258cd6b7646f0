#!/usr/bin/env bash
# Prints the label of a customer's message: the one whose keywords occur most often.
set -euo pipefail

text=$1
fallback=$2

words=$(printf '%s' "$text" | tr '[:upper:]' '[:lower:]' | tr -cs '[:lower:]' ' ')

count() {
  local hits=0 word
  for word in $words; do
    case " $1 " in *" $word "*) hits=$((hits + 1)) ;; esac
  done
  echo "$hits"
}

best=$fallback
most=0
while IFS=: read -r label keywords; do
  hits=$(count "$keywords")
  if [ "$hits" -gt "$most" ]; then
    most=$hits
    best=$label
  fi
done <<'END'
billing:invoice charged refund payment card price
delivery:parcel delivery courier shipped address arrived arrives
technical:error app password update crashes login
END

echo "$best"
