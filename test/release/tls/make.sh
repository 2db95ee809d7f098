#!/bin/sh
# Made the certificates beside it with OpenSSL 3.0: an authority, and servers of which only `valid`
# is to be trusted. The keys protect nothing; that of the authority was thrown away.
set -eu
cd "$(mktemp -d)"
cat >ca.cnf <<'END'
[ca]
default_ca = authority
[authority]
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = policy
[policy]
commonName = supplied
[root]
basicConstraints = critical, CA:TRUE
[here]
subjectAltName = DNS:localhost, IP:127.0.0.1
[elsewhere]
subjectAltName = DNS:other.example
END
: >index.txt
echo 01 >serial

key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }
certify() { # name, section, from, to, further options
  name=$1 section=$2 from=$3 to=$4
  shift 4
  openssl ca -batch -notext -config ca.cnf -in "$name.csr" -out "$name.pem" -keyfile ca-key.pem \
    -extensions "$section" -startdate "$from" -enddate "$to" "$@"
}
server() { # name, section, from, to
  openssl req -new -key key.pem -subj "/CN=$1" -out "$1.csr"
  certify "$@" -cert ca.pem
}

key ca-key.pem
openssl req -new -key ca-key.pem -subj /CN=test-authority -out ca.csr
certify ca root 20000101000000Z 21000101000000Z -selfsign
key key.pem
server valid here 20000101000000Z 21000101000000Z
server expired here 20000101000000Z 20010101000000Z
server early here 20990101000000Z 21000101000000Z
server misnamed elsewhere 20000101000000Z 21000101000000Z
cp ca.pem key.pem valid.pem expired.pem early.pem misnamed.pem "${1:?folder to write to}"
