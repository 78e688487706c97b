#!/bin/sh
# The workbench in the browser.
exec sh "$(dirname "$(readlink -f "$0")")/auditor.sh" serve "$@"
