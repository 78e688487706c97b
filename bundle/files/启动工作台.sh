#!/bin/sh
# The workbench in the browser; a mistake stays on the screen until Enter.
here=$(dirname "$(readlink -f "$0")")
sh "$here/auditor.sh" serve "$@"
code=$?
if [ "$code" -ne 0 ] && [ -t 0 ]; then
  read -r _
fi
exit "$code"
