/** An HTTP client for hosts that have only perl, of the smallest kind (`perl-base`); TLS is left to openssl. */
import type { HttpOptions } from './options.ts'

/** The program; it finds the request in the environment that `clientScript` sets, and in its files. */
export const perlClient = (options: Pick<HttpOptions, 'validate_certs'>): string =>
  [
    // Numbers and names only: nothing of a task is ever part of the program.
    `my $verify = ${options.validate_certs ? 1 : 0};`,
    program,
  ].join('\n')

const program = String.raw`
use strict; use Socket;
my ($scheme, $host, $port, $path) = $ENV{u} =~ m{^(https?)://(?:[^/?#]*@)?(\[[^\]]+\]|[^/:?#]+)(?::(\d+))?([^#]*)}
  or die "the URL $ENV{u} is not one of HTTP\n";
$port ||= $scheme eq 'https' ? 443 : 80;
$path = "/$path" unless $path =~ m{^/};
my $name = $host; $name =~ s/^\[|\]$//g;
my $authority = $port == ($scheme eq 'https' ? 443 : 80) ? $host : "$host:$port";
open my $head, '<', "$ENV{d}/head" or die "$!\n";
my $fields = join '', map { chomp; "$_\r\n" } <$head>;
my $length = length $ENV{b} ? -s $ENV{b} : undef;
$fields .= "Content-Length: $length\r\n" if defined $length;
$fields .= "Content-Type: application/x-www-form-urlencoded\r\n" if defined $length && $fields !~ /^content-type:/mi;
my $request = "$ENV{m} $path HTTP/1.1\r\nHost: $authority\r\nConnection: close\r\n$fields\r\n";
$SIG{ALRM} = sub { die "timed out\n" }; $SIG{PIPE} = 'IGNORE';
alarm $ENV{t};
open my $errors, '>&', \*STDERR;
my ($in, $out);
if ($scheme eq 'https') {
  require IPC::Open2;
  my @check = $verify ? ('-verify_return_error', $name =~ /^[\d.]+$|:/ ? ('-verify_ip', $name) : ('-verify_hostname', $name)) : ();
  open STDERR, '>', "$ENV{d}/error";
  IPC::Open2::open2($in, $out, 'openssl', 's_client', '-quiet', '-connect', "$host:$port", '-servername', $name, @check);
} else {
  if (eval { require IO::Socket::IP; 1 }) { $in = IO::Socket::IP->new(PeerHost => $name, PeerPort => $port, Type => SOCK_STREAM) }
  else { require IO::Socket::INET; $in = IO::Socket::INET->new(PeerAddr => $name, PeerPort => $port) }
  $in or die "$@\n"; $out = $in;
}
binmode $_ for $in, $out;
{ my $old = select $out; $| = 1; select $old }
print $out $request;
if (defined $length) { open my $body, '<', $ENV{b} or die "$!\n"; binmode $body; my $part;
  while (read $body, $part, 65536) { print $out $part; alarm $ENV{t} } }
my $answer = '';
while (1) {
  $answer = '';
  while (defined(my $line = <$in>)) { last if $line =~ /^\r?\n$/; $answer .= $line }
  last unless $answer =~ m{^HTTP/\S+ 1\d\d};
}
if ($answer !~ m{^HTTP/}) {
  my ($file, @said);
  @said = <$file> if open $file, '<', "$ENV{d}/error";
  open STDERR, '>&', $errors;
  die @said ? "@said" : "no answer from $authority\n";
}
open my $file, '>', $ENV{o} or die "$!\n"; binmode $file;
my ($status) = $answer =~ m{^HTTP/\S+ (\d+)};
unless ($ENV{m} eq 'HEAD' || $status == 204 || $status == 304) {
  my $part;
  if ($answer =~ /^transfer-encoding:.*chunked/mi) {
    while (defined(my $size = <$in>)) { my $left = hex(($size =~ /([0-9a-f]+)/i)[0] // 0); last unless $left;
      while ($left) { alarm $ENV{t}; my $got = read $in, $part, $left > 65536 ? 65536 : $left or die "the answer is cut off\n"; print $file $part; $left -= $got }
      <$in> }
  } elsif ($answer =~ /^content-length:\s*(\d+)/mi) {
    my $left = $1;
    while ($left) { alarm $ENV{t}; my $got = read $in, $part, $left > 65536 ? 65536 : $left or die "the answer is cut off\n"; print $file $part; $left -= $got }
  } else { while (read $in, $part, 65536) { alarm $ENV{t}; print $file $part } }
}
close $file or die "$!\n";
print $answer;
`
