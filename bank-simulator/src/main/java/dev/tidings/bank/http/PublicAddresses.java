package dev.tidings.bank.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses are of the public Internet, and no way into the bank's own network. Source: IANA
 * IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890).
 */
final class PublicAddresses {

  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;

  /** IPv4 that is not public. */
  private static final List<Block> IPV4_REFUSED =
      List.of(
          Block.of("0.0.0.0", 8), // this network, unspecified
          Block.of("10.0.0.0", 8), // private
          Block.of("100.64.0.0", 10), // carrier-grade NAT
          Block.of("127.0.0.0", 8), // loopback
          Block.of("169.254.0.0", 16), // link-local, with the metadata service of clouds
          Block.of("172.16.0.0", 12), // private
          Block.of("192.0.0.0", 24), // protocol assignments
          Block.of("192.0.2.0", 24), // documentation
          Block.of("192.88.99.0", 24), // 6to4 relays
          Block.of("192.168.0.0", 16), // private
          Block.of("198.18.0.0", 15), // benchmarks
          Block.of("198.51.100.0", 24), // documentation
          Block.of("203.0.113.0", 24), // documentation
          Block.of("224.0.0.0", 4), // multicast
          Block.of("240.0.0.0", 4)); // reserved, broadcast

  /** Outside it nothing of IPv6 is public: loopback, mapped, NAT64, ULA, link-local, multicast. */
  private static final Block IPV6_GLOBAL = Block.of("2000::", 3);

  /** What is not public within {@link #IPV6_GLOBAL}. */
  private static final List<Block> IPV6_REFUSED =
      List.of(
          Block.of("2001::", 23), // protocol assignments, with Teredo, which wraps IPv4
          Block.of("2001:db8::", 32), // documentation
          Block.of("2002::", 16), // 6to4, which wraps IPv4
          Block.of("3ffe::", 16), // given back
          Block.of("3fff::", 20)); // documentation

  private PublicAddresses() {}

  static boolean contain(InetAddress address) {
    byte[] bytes = unmapped(address.getAddress());
    return bytes.length == IPV4_BYTES
        ? IPV4_REFUSED.stream().noneMatch(block -> block.contains(bytes))
        : IPV6_GLOBAL.contains(bytes)
            && IPV6_REFUSED.stream().noneMatch(block -> block.contains(bytes));
  }

  /** IPv4 in the clothes of IPv6 ({@code ::ffff:a.b.c.d}) is judged as IPv4. */
  private static byte[] unmapped(byte[] bytes) {
    boolean mapped =
        bytes.length == IPV6_BYTES
            && Arrays.equals(
                Arrays.copyOf(bytes, 12), new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1});
    return mapped ? Arrays.copyOfRange(bytes, 12, IPV6_BYTES) : bytes;
  }

  /** All addresses that begin with these bits. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
  private record Block(byte[] first, int bits) {

    static Block of(String literal, int bits) {
      return new Block(InetAddress.ofLiteral(literal).getAddress(), bits);
    }

    boolean contains(byte[] address) {
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % Byte.SIZE);
        if (((first[bit / Byte.SIZE] ^ address[bit / Byte.SIZE]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
