#!/bin/bash
# Makes a Debian 12 root file system with systemd and OpenSSH, without Python: debian.sh ROOT PUBLIC_KEY
# Packages that tests install come from a small repository of its own (/opt/apt), so hosts need no network.
set -euo pipefail
root=$1 public_key=$2

retry() { "$@" || { echo "again: $*"; sleep 5; "$@"; }; }
inside() { DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 chroot "$root" "$@"; }

# The machine's own mirror, where it names one.
mirror=$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null | head -n 1 | tr -d ' ' || true)
system=systemd,systemd-sysv,dbus,libnss-myhostname,openssh-server,sudo,opendoas,iproute2,procps,ca-certificates
tools=acl,cron,bzip2,unzip,xz-utils,socat
bootstrap() {
  rm -rf "$root"
  debootstrap --variant=minbase --include="$system,$tools" bookworm "$root" ${mirror:+"$mirror"}
}
retry bootstrap

# What the machine needs to reach its mirror, the hosts' root file systems need too.
apt-config dump | grep -E '^Acquire::(http|https)::(Proxy|CaInfo)' >"$root/etc/apt/apt.conf.d/90machine" || true
printf 'Acquire::Languages "none";\nAPT::Install-Recommends "false";\n' >"$root/etc/apt/apt.conf.d/80lab"

inside apt-get clean
retry inside apt-get -q update
retry inside apt-get -qy install --download-only nginx nginx-light tree hello sl python3 python3-apt busybox-static dropbear-bin
mkdir -p "$root/opt/apt"
for deb in "$root"/var/cache/apt/archives/*.deb; do
  # apt writes an epoch's colon as %3a in the name, and would look for a colon.
  mv "$deb" "$root/opt/apt/$(basename "${deb/\%3a/-}")"
done

# A package in two versions, with a service and a configuration file, for whatever a test wants to upgrade.
for version in 1.0 2.0; do
  probe=$root/tmp/probe
  mkdir -p "$probe/DEBIAN" "$probe/etc" "$probe/lib/systemd/system" "$probe/usr/bin"
  cat >"$probe/DEBIAN/control" <<CONTROL
Package: lab-probe
Version: $version
Architecture: all
Maintainer: lab <lab@localhost>
Description: a package to install, upgrade and remove
CONTROL
  echo /etc/lab-probe.conf >"$probe/DEBIAN/conffiles"
  echo "version=$version" >"$probe/etc/lab-probe.conf"
  printf '#!/bin/sh\necho %s\n' "$version" >"$probe/usr/bin/lab-probe"
  chmod 755 "$probe/usr/bin/lab-probe"
  printf '[Service]\nExecStart=/bin/sleep infinity\nExecReload=/bin/true\n[Install]\nWantedBy=multi-user.target\n' \
    >"$probe/lib/systemd/system/lab-probe.service"
  dpkg-deb --root-owner-group -b "$probe" "$root/opt/apt/lab-probe_${version}_all.deb"
  rm -r "$probe"
done

index() {
  local deb
  for deb in *.deb; do
    dpkg-deb -f "$deb"
    printf 'Filename: ./%s\nSize: %s\nSHA256: %s\n\n' "$deb" "$(stat -c %s "$deb")" "$(sha256sum "$deb" | cut -d ' ' -f 1)"
  done
}
(
  cd "$root/opt/apt"
  index >Packages
  printf 'Origin: lab\nDate: %s\nSHA256:\n %s %s Packages\n' "$(date -u -R)" "$(sha256sum Packages | cut -d ' ' -f 1)" "$(stat -c %s Packages)" >Release
)
mv "$root/etc/apt/sources.list" "$root/etc/apt/sources.list.network"
echo 'deb [trusted=yes] file:///opt/apt ./' >"$root/etc/apt/sources.list"
rm -rf "$root"/var/lib/apt/lists/*
inside apt-get -q update

account() {
  local name=$1 home=$2
  echo "$name:$name" | inside chpasswd
  mkdir -p "$root$home/.ssh"
  echo "$public_key" >"$root$home/.ssh/authorized_keys"
  inside chown -R "$name:$name" "$home/.ssh"
  chmod 700 "$root$home/.ssh"
}
inside useradd -m -s /bin/bash deploy
inside useradd -m -s /bin/bash worker
# Where the machine's Docker engine is lent to a host, worker may use it by itself and deploy through sudo.
inside groupadd -g 2375 docker
inside usermod -aG docker worker
account root /root
account deploy /home/deploy
account worker /home/worker
printf 'deploy ALL=(ALL:ALL) NOPASSWD: ALL\nworker ALL=(ALL:ALL) ALL\n' >"$root/etc/sudoers.d/lab"
chmod 440 "$root/etc/sudoers.d/lab"
printf 'permit nopass deploy\npermit worker\n' >"$root/etc/doas.conf"

rm -f "$root"/etc/hostname "$root"/etc/ssh/ssh_host_*
printf 'MaxStartups 1000\nMaxSessions 100\nUseDNS no\n' >"$root/etc/ssh/sshd_config.d/lab.conf"
inside systemctl -q mask apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer
