import { web } from "./check.js";
import { testRule } from "./table.js";

const dns = (...servers: readonly string[]): string => web("image: acme/api", `dns: [${servers.map((server) => `"${server}"`).join(", ")}]`);
const end = "List servers that all know the same names.";

testRule("mixed-dns", {
  reports: [
    ["the public one first", dns("1.1.1.1", "10.0.0.2"), [`4:22-32 info web asks 1.1.1.1 first, and "does not exist" is an answer: names that only 10.0.0.2 knows are never found. ${end}`]],
    ["the private one first", dns("192.168.1.1", "8.8.8.8"), [`4:26-35 info web asks 8.8.8.8 whenever 192.168.1.1 fails, and then names that only 192.168.1.1 knows do not exist. ${end}`]],
    ["the first that differs", dns("10.0.0.2", "10.0.0.3", "8.8.8.8", "8.8.4.4"), ["4:35-44 info"]],
    ["the edges of private networks", dns("172.31.255.1", "172.32.0.1"), ["4:27-39 info web asks 172.32.0.1 whenever 172.31.255.1 fails"]],
    ["a carrier's or Tailscale's", dns("100.100.100.100", "9.9.9.9"), ["4:30-39 info"]],
    ["a cloud's own", dns("169.254.169.253", "8.8.8.8"), ["4:30-39 info"]],
    ["IPv6", dns("fd00:1::53", "2606:4700:4700::1111"), ["4:25-47 info"]],
    ["defaults", dns("${A:-10.0.0.2}", "${B:-1.1.1.1}"), ["4:29-44 info web asks 1.1.1.1 whenever 10.0.0.2 fails"]],
  ],
  accepts: [
    ["public ones", dns("1.1.1.1", "8.8.8.8", "100.128.0.1")],
    ["private ones", dns("10.0.0.2", "192.168.1.1", "fd12:3456::1")],
    ["one", dns("10.0.0.2")],
    ["loopback, which another rule is about", dns("127.0.0.1", "1.1.1.1")],
    ["one that nobody set", dns("10.0.0.2", "$OTHER")],
    ["no addresses", dns("resolver", "1.1.1.1")],
    ["no dns", web("image: x")],
    ["a fragment", web("dns: [1.1.1.1, 10.0.0.2]")],
    ["Windows", web("image: x", "platform: windows", "dns: [1.1.1.1, 10.0.0.2]")],
  ],
});
