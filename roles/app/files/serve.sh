#!/bin/sh
# Stands for a real server: notes when it was restarted, and with which configuration.
root=$(dirname "$(dirname "$0")")
case "${1:-}" in
  restart) cksum "$root/current/app.conf" >>"$root/shared/restarts.log" ;;
  *) echo "usage: $0 restart" >&2; exit 64 ;;
esac
