#!/bin/bash
# Makes a root file system that holds busybox and dropbear and nothing else: busybox.sh ROOT PUBLIC_KEY BASE
set -euo pipefail
root=$1 public_key=$2 base=$3
rm -rf "$root"
mkdir -p "$root"/{bin,sbin,dev,proc,sys,run,tmp,var/log,etc/dropbear,root/.ssh,home/deploy/.ssh,usr/bin,usr/sbin,lib,lib64}
chmod 1777 "$root/tmp"
unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT
for name in busybox-static dropbear-bin libtomcrypt1 libtommath1; do
  dpkg-deb -x "$base"/opt/apt/"$name"_*.deb "$unpacked"
done

cp "$unpacked/bin/busybox" "$root/bin/busybox"
chroot "$root" /bin/busybox --install -s /bin

# dropbear is linked with a few libraries, which its own loader names.
cp "$unpacked"/usr/sbin/dropbear "$root/usr/sbin/"
cp "$unpacked"/usr/lib/dropbear/dropbearconvert "$root/usr/bin/"
cp -a "$unpacked"/usr/lib/*/*.so* "$root/lib/"
for library in libc.so.6 libcrypt.so.1 libz.so.1 libgmp.so.10; do
  found=$(find "$base/lib/" "$base/usr/lib/" -name "$library" | head -n 1)
  [[ -z $found ]] || cp -L "$found" "$root/lib/"
done
cp -L "$base"/lib64/ld-linux-x86-64.so.2 "$root/lib64/" 2>/dev/null || cp -L "$base"/lib/ld-linux-*.so.1 "$root/lib/"

printf 'root:x:0:0:root:/root:/bin/ash\ndeploy:x:1000:1000::/home/deploy:/bin/ash\n' >"$root/etc/passwd"
printf 'root:*:19000:0:99999:7:::\ndeploy:*:19000:0:99999:7:::\n' >"$root/etc/shadow"
printf 'root:x:0:\ndeploy:x:1000:\n' >"$root/etc/group"
echo /bin/ash >"$root/etc/shells"
for home in root home/deploy; do echo "$public_key" >"$root/$home/.ssh/authorized_keys"; done
chown -R 1000:1000 "$root/home/deploy"
chmod 700 "$root"/root/.ssh "$root"/home/deploy/.ssh
chmod 600 "$root/etc/shadow"
