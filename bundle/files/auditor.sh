#!/bin/sh
# The program's commands: sh auditor.sh check report.docx
here=$(dirname "$(readlink -f "$0")")
for python in "$here/python/bin/python3" python3.14 python3.13 python3.12 python3.11 python3; do
  if "$python" -I -S "$here/files/suits.py" 2>/dev/null; then
    exec "$python" -I -S "$here/files/start.py" "$@"
  fi
done
cat "$here/files/no-python.txt" >&2
exit 2
