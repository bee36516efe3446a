package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// parseRawEnv reads an env_file of `format: raw`, a format that the command
// registers and the library lacks. Lines are taken as `docker run --env-file`
// takes them: no quotes, no escapes, no substitution; a name without `=` copies
// the variable from the project environment, if it is set there.
func parseRawEnv(in io.Reader, filename string, vars map[string]string, lookup func(string) (string, bool)) error {
	lines := bufio.NewScanner(in)
	for number := 1; lines.Scan(); number++ {
		line := lines.Text()
		if !utf8.ValidString(line) {
			return fmt.Errorf("env file %s, line %d: invalid UTF-8", filename, number)
		}
		if number == 1 {
			line = strings.TrimPrefix(line, "\uFEFF")
		}
		line = strings.TrimLeft(line, " \t")
		if line == "" || line[0] == '#' {
			continue
		}
		name, value, assigned := strings.Cut(line, "=")
		switch {
		case name == "":
			return fmt.Errorf("env file %s, line %d: no variable name", filename, number)
		case strings.ContainsAny(name, " \t"):
			return fmt.Errorf("env file %s, line %d: white space in the name %q", filename, number, name)
		case assigned:
			vars[name] = value
		default:
			if inherited, ok := lookup(name); ok {
				vars[name] = inherited
			}
		}
	}
	return lines.Err()
}
