#!/usr/bin/env bash
# The work of one diagnosis by the tools that an administrator has at hand, everything in the background:
# dig for the DNS, openssl for the mail services, curl for the webmail. The benchmark's other side.
# RESOLVER, RESOLVER_PORT, AUTHORITY and ROUTES ("wanted=local", one a line) come from `cargo xtask bench`.
set -u
domain=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

ask() { dig +time=5 +tries=1 +short "@$RESOLVER" -p "$RESOLVER_PORT" "$@"; }
local_port_of() { sed -n "s/^$1:$2=//p" <<<"$ROUTES"; }

for type in NS MX; do ask "$domain" $type >"$work/$type" & done
ask "$domain" TXT >"$work/spf" &
ask "_dmarc.$domain" TXT >"$work/dmarc" &
ask "autoconfig.$domain" CNAME >"$work/autoconfig" &
for service in _submissions _submission _imaps _imap _pop3s _pop3 _autodiscover; do ask "$service._tcp.$domain" SRV >"$work/$service" & done
for type in A AAAA; do ask "mail.$domain" $type >"$work/mail.$type" & done
wait
while read -r _ host; do
  for type in A AAAA; do ask "$host" $type >"$work/mx.$host$type" & done
done <"$work/MX"
wait

mail=$(head -n 1 "$work/mail.A")
tls() { # address, port, name, more arguments of openssl
  local to; to=$(local_port_of "$1" "$2"); [ -n "$to" ] || return 0
  printf 'QUIT\r\n' | timeout 20 openssl s_client -connect "$to" -servername "$3" -CAfile "$AUTHORITY" -verify_return_error "${@:4}" >"$work/$3.$2" 2>&1
}
while read -r _ host; do
  host=${host%.}
  tls "$(head -n 1 "$work/mx.$host.A")" 25 "$host" -starttls smtp &
done <"$work/MX"
tls "$mail" 587 "mail.$domain" -starttls smtp &
tls "$mail" 465 "mail.$domain" &
tls "$mail" 143 "mail.$domain" -starttls imap &
tls "$mail" 993 "mail.$domain" &
tls "$mail" 110 "mail.$domain" -starttls pop3 &
tls "$mail" 995 "mail.$domain" &
web=$(local_port_of "$mail" 443)
curl --silent --max-time 20 --cacert "$AUTHORITY" --connect-to "mail.$domain:443:$web" "https://mail.$domain/" --output "$work/web" &
wait
exit 0
