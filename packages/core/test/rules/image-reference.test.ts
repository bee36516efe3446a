import { web } from "./check.js";
import { testRule } from "./table.js";

const told = (fault: string): string => `error Docker refuses the image of web: ${fault}`;
const digits = "0123456789abcdef".repeat(4);

testRule("image-reference", {
  reports: [
    ["capital letters", web("image: Nginx:1.27"), [`3:12-22 ${told("names of repositories have no capital letters. Write `nginx`.")}`]],
    ["capital letters behind a registry", web("image: ghcr.io/Acme/web:1"), [`3:12-30 ${told("names of repositories have no capital letters. Write `ghcr.io/acme/web`.")}`]],
    ["capital letters that make a registry of a name", web("image: Acme/web:1"), ["3:12-22 error Docker looks for the image of web on a machine called Acme: names of repositories have no capital letters, so it takes that for a registry. Write it in lower case."]],
    ["no tag behind the colon", web('image: "nginx:"'), [`3:12-20 ${told("there is no tag behind the colon. Name a version, or remove the colon.")}`]],
    ["a variable by which the tag is empty", web('image: "nginx:${TAG:-}"'), ["3:12-28"]],
    ["two tags", web("image: nginx:1:2"), [`3:12-21 ${told("`1:2` is no tag.")}`]],
    ["a tag that begins with a hyphen", web("image: nginx:-alpine"), ["3:12-25"]],
    ["a tag with a sign", web("image: nginx:1.27+b1"), ["3:12-25"]],
    ["a long tag", web(`image: nginx:${"1".repeat(129)}`), [`3:12-147 ${told("its tag has 129 characters, and 128 is the most. Use a shorter one.")}`]],
    ["a short digest", web("image: nginx@sha256:0123abcd"), [`3:12-33 ${told("its digest has 8 digits instead of 64. Copy the whole digest.")}`]],
    ["a digest without its algorithm", web(`image: nginx@${digits}`), [`3:12-82 ${told("its digest does not begin with `sha256:`. Copy the whole digest.")}`]],
    ["a digest in capitals", web(`image: nginx@sha256:${digits.toUpperCase()}`), ["3:12-89"]],
    ["two digests", web(`image: nginx@sha256:${digits}@sha256:${digits}`), ["3:12-161"]],
    ["a scheme", web("image: https://registry.example.com/web:1"), [`3:12-46 ${told("an image has no scheme. Remove `https://`.")}`]],
    ["a blank", web('image: "nginx: 1.27"'), [`3:12-25 ${told("there is a blank in its name. Remove it.")}`]],
    ["an empty part", web("image: ghcr.io//web:1"), [`3:12-26 ${told("there is an empty part between its slashes. Remove a slash.")}`]],
    ["a slash at the end", web("image: ghcr.io/acme/"), ["3:12-25"]],
    ["a placeholder", web("image: <user>/web:1"), [`3:12-24 ${told("`<user>` is no part of a name.")}`]],
    ["signs in a row", web("image: acme/my..web:1"), ["3:12-26"]],
    ["a registry with a wrong port", web("image: registry.example.com:port/web"), [`3:12-41 ${told("`registry.example.com:port` is no name of a registry.")}`]],
    ["an image's ID", web(`image: ${digits}`), ["3:12-76"]],
    ["an image that is built here", web("build: .", "image: AcmeWeb"), ["4:12-19"]],
    ["flow style, an anchor, and Windows", 'x-i: &i "Nginx"\nservices: {web: {platform: windows, image: *i}}\n', ["1:9-16"]],
  ],
  accepts: [
    ["names", ["nginx", "acme/web", "library/nginx", "ghcr.io/acme/web", "localhost/web", "localhost:5000/web", "my.registry:443/a/b/c-d_e__f.g", "Registry.Example.com/web", "[2001:db8::1]:5000/web", "127.0.0.1:5000/web", "a--b", "mcr.microsoft.com/dotnet/aspnet"].map((image, index) => `  s${String(index)}: {image: "${image}"}\n`).reduce((all, line) => all + line, "services:\n")],
    ["tags and digests", ["nginx:1.27", "nginx:Alpine_3.19-b.1", `nginx:_x`, `nginx@sha256:${digits}`, `nginx:1@sha256:${digits}`, `nginx@sha512:${digits}${digits}`, `sha256:${digits}`].map((image, index) => `  s${String(index)}: {image: "${image}"}\n`).reduce((all, line) => all + line, "services:\n")],
    ["what nobody set", web("image: $REGISTRY/Web:${TAG}")],
    ["an empty name, which `missing-image` reports", web('image: ""')],
    ["no image, and a provider", `${web("restart: always")}  b: {provider: {type: x}, image: Nginx}\n`],
  ],
});
